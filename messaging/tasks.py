"""The postman: takes waiting messages out of the outbox, sends each once, and keeps what came of it."""

import logging
from datetime import timedelta

from celery import shared_task
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop
from kombu.exceptions import OperationalError

from messaging import channels
from messaging.models import Message

logger = logging.getLogger(__name__)

BLOCK = 20
LEASE = timedelta(minutes=2)
ATTEMPTS = 6
FIRST_PAUSE = timedelta(seconds=15)
MAYBE_ARRIVED = gettext_noop("Its fate is unknown: it may have arrived.")


def wake() -> None:
    """Ask for a delivery now. Without a broker the request goes on; the next round of the clock delivers."""
    try:
        deliver_waiting.apply_async(retry=False)
    except OperationalError:
        logger.warning("The broker cannot be reached; waiting messages leave with the next round.")


@shared_task(ignore_result=True)
def deliver_waiting() -> None:
    """Send every message that is due. Any number of these may run at once."""
    settle_late()
    while block := claim():
        for message in block:
            deliver(message)


def settle_late() -> None:
    """Close what came too late, and what a killed worker left behind and must not be sent a second time."""
    now = timezone.now()
    Message.objects.due(now).filter(expires_at__lte=now).update(state=Message.State.DROPPED, lease_until=None)
    left = Message.objects.due(now).filter(state=Message.State.SENDING)
    left.exclude(channels.repeatable()).update(state=Message.State.FAILED, failure=MAYBE_ARRIVED, lease_until=None)


@transaction.atomic
def claim() -> list[Message]:
    """Take a block of due messages for ourselves, for as long as the lease lasts."""
    now = timezone.now()
    block = list(Message.objects.due(now).order_by("due_at", "pk").select_for_update(skip_locked=True)[:BLOCK])
    for message in block:
        message.attempts += 1
        message.state, message.lease_until = Message.State.SENDING, now + LEASE
    Message.objects.bulk_update(block, ["state", "attempts", "lease_until"])
    return block


def deliver(message: Message) -> None:
    """Send one claimed message with no transaction open, unless its lease ran out meanwhile."""
    ours = Message.objects.filter(pk=message.pk, attempts=message.attempts)
    if not ours.filter(state=Message.State.SENDING).update(lease_until=timezone.now() + LEASE):
        return
    try:
        channels.send(message)
    except channels.NotSent as refusal:
        _later(ours, message, refusal.reason, again=not refusal.final)
    except channels.UnknownFate:
        _later(ours, message, MAYBE_ARRIVED, again=channels.repeats_safely(message))
    else:
        ours.update(state=Message.State.SENT, sent_at=timezone.now(), failure="", lease_until=None)


def _later(ours: QuerySet[Message], message: Message, reason: str, *, again: bool) -> None:
    """Let the message wait longer after each attempt, or give it up with the reason that staff read."""
    if again and message.attempts < ATTEMPTS:
        pause = FIRST_PAUSE * 4 ** (message.attempts - 1)
        ours.update(state=Message.State.NEW, failure=reason, due_at=timezone.now() + pause, lease_until=None)
    else:
        ours.update(state=Message.State.FAILED, failure=reason, lease_until=None)
