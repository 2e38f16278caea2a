"""What reaches us, from providers and by mail, is kept first, once, and read afterwards."""

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop

from core.webhooks import Element, clean
from messaging.models import Inbound
from messaging.models.inbound import MAIL, InboundQuerySet

BLOCK = 500
KEPT = timedelta(days=30)
KEPT_BROKEN = timedelta(days=90)  # for somebody to look at
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MOST_UNREAD = 300  # mails of a day of which nothing can be made
PAUSES = (timedelta(seconds=5), MINUTE, 10 * MINUTE, HOUR, 6 * HOUR)  # before each further reading
BROKEN = gettext_noop("What arrived could not be kept.")


def keep(elements: Iterable[Element], *, provider: str) -> None:
    """Keep each element once. What nothing can be made of is kept with the reason."""
    now = timezone.now()
    rows = (
        Inbound(
            key=each.key,
            provider=provider,
            kind=each.kind,
            payload=each.payload,
            arrived_at=now,
            failure=each.failure,
        )
        for each in elements
    )
    Inbound.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BLOCK)


def keep_mail(raw: bytes, *, recipient: str) -> None:
    """Keep a mail as it came, once; what it says is read afterwards."""
    row = Inbound(
        key=f"mail:{hashlib.sha256(raw).hexdigest()}",
        provider="email",
        kind=MAIL,
        payload={"recipient": clean(recipient)},
        raw=raw,
    )
    Inbound.objects.bulk_create([row], ignore_conflicts=True)


def is_flooded() -> bool:
    """Whether more unread mails came within a day than a person reads."""
    unread = Inbound.objects.broken(since=timezone.now() - DAY).filter(kind=MAIL)
    return unread[:MOST_UNREAD].count() >= MOST_UNREAD


def finish(arrival: Inbound) -> None:
    """It was read, and this is what came of it."""
    Inbound.objects.filter(pk=arrival.pk).update(done_at=timezone.now(), **_known(arrival))


def refuse(arrival: Inbound, reason: str) -> None:
    """Nothing can be made of it, however often it is read."""
    _unread(arrival).update(tries=arrival.tries + 1, failure=reason, **_known(arrival))


def _known(arrival: Inbound) -> dict[str, Any]:
    """What its reading has found out."""
    return {name: getattr(arrival, name) for name in ("kind", "payload", "stop_id", "post_id")}


def put_off(arrival: Inbound) -> None:
    """Read it again after a pause, longer each time; after the last one it is broken."""
    if arrival.tries < len(PAUSES):
        _unread(arrival).update(
            tries=arrival.tries + 1, due_at=timezone.now() + PAUSES[arrival.tries]
        )
    else:
        refuse(arrival, BROKEN)


def _unread(arrival: Inbound) -> InboundQuerySet:
    return Inbound.objects.filter(pk=arrival.pk, tries=arrival.tries, done_at=None)


def forget() -> int:
    """Forget what was read a month ago, and what nobody could read three months ago; how many."""
    now = timezone.now()
    read = Inbound.objects.filter(done_at__lt=now - KEPT)
    unread = Inbound.objects.unread().filter(arrived_at__lt=now - KEPT_BROKEN)
    return _without(read) + _without(unread)


def _without(rows: InboundQuerySet) -> int:
    """Delete `rows`, a block at a time: mails are large, and others wait for the table."""
    gone, block = 0, True
    while block:
        numbers = [*rows.order_by("pk").values_list("pk", flat=True)[:BLOCK]]
        block = bool(numbers)
        gone += Inbound.objects.filter(pk__in=numbers).delete()[0] if numbers else 0
    return gone
