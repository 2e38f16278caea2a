"""One telling of what happened: signed as Standard Webhooks say, sent, and what came back kept."""

from __future__ import annotations

import hashlib
import hmac
import time
from base64 import b64decode, b64encode
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F
from django.utils import timezone

from core.outward import Unreachable, post
from reporting.models import Delivery, Hook
from reporting.models.hooks import MOST_FAILURES

if TYPE_CHECKING:
    from uuid import UUID

LEASE = timedelta(minutes=2)
LATER = [  # how long is waited after each failure; none is left: given up
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
]
State = Delivery.State


def signature(secret: str, name: str, seconds: int, body: str) -> str:
    """The HMAC-SHA256 of the very bytes that are sent, with their name and their time."""
    key = b64decode(secret.removeprefix("whsec_"))
    mac = hmac.new(key, f"{name}.{seconds}.{body}".encode(), hashlib.sha256).digest()
    return f"v1,{b64encode(mac).decode()}"


def send(pk: UUID | str) -> None:
    """Send a telling that is due; one worker at a time."""
    now = timezone.now()
    if (
        not Delivery.objects.due()
        .filter(pk=pk)
        .update(lease_until=now + LEASE, attempts=F("attempts") + 1)
    ):
        return
    delivery = Delivery.objects.select_related("hook").get(pk=pk)
    seconds = int(time.time())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Microlabs",
        "webhook-id": str(delivery.pk),
        "webhook-timestamp": str(seconds),
        "webhook-signature": signature(
            delivery.hook.secret, str(delivery.pk), seconds, delivery.body
        ),
    }
    try:
        answer = post(delivery.hook.url, delivery.body.encode(), headers)
    except Unreachable as failure:
        _keep(delivery, str(failure), arrived=False)
    else:
        _keep(delivery, str(answer.status), arrived=answer.is_good)


def _keep(delivery: Delivery, answer: str, *, arrived: bool) -> None:
    """What came back; after many failures in a row nothing more is sent to this address."""
    now = timezone.now()
    wait = LATER[delivery.attempts - 1] if delivery.attempts <= len(LATER) else None
    state = State.SENT if arrived else State.WAITING if wait else State.FAILED
    Delivery.objects.filter(pk=delivery.pk).update(
        state=state,
        answer=answer,
        answered_at=now,
        lease_until=None,
        due_at=now + (wait or timedelta()),
    )
    hooks = Hook.objects.filter(pk=delivery.hook_id)
    if arrived:
        hooks.update(failures=0)
        return
    hooks.update(failures=F("failures") + 1)
    hooks.filter(failures__gte=MOST_FAILURES, paused_at__isnull=True).update(paused_at=now)
