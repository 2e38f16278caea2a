"""What providers tell us is kept first, once, and read afterwards."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_noop

from core.webhooks import Element
from messaging.models import Inbound
from messaging.models.inbound import InboundQuerySet

BLOCK = 500
KEPT = timedelta(days=30)
KEPT_BROKEN = timedelta(days=90)  # for somebody to look at
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
PAUSES = (timedelta(seconds=5), MINUTE, 10 * MINUTE, HOUR, 6 * HOUR)  # before each further reading
BROKEN = gettext_noop("What arrived could not be kept.")


def keep(elements: Iterable[Element], *, provider: str) -> None:
    """Keep each element, unless it was kept before.

    What nothing can be made of is kept with the reason.
    """
    now = timezone.now()
    rows = (
        Inbound(
            key=each.key,
            provider=provider,
            kind=each.kind,
            payload=each.payload,
            arrived_at=now,
            done_at=now if each.failure else None,
            failure=each.failure,
        )
        for each in elements
    )
    Inbound.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BLOCK)


def refuse(arrival: Inbound, reason: str) -> None:
    """Nothing can be made of it, however often it is read."""
    _unread(arrival).update(tries=arrival.tries + 1, failure=reason)


def put_off(arrival: Inbound) -> None:
    """It could not be kept: it is read again after a pause, longer each time.

    After the last one it is broken.
    """
    if arrival.tries < len(PAUSES):
        _unread(arrival).update(
            tries=arrival.tries + 1, due_at=timezone.now() + PAUSES[arrival.tries]
        )
    else:
        refuse(arrival, BROKEN)


def _unread(arrival: Inbound) -> InboundQuerySet:
    return Inbound.objects.filter(pk=arrival.pk, tries=arrival.tries, done_at=None)


def forget() -> int:
    """Forget what was read a month ago, and what could not be read three months ago; how many."""
    now = timezone.now()
    read = Inbound.objects.filter(done_at__lt=now - KEPT, failure="").delete()[0]
    return (
        read
        + Inbound.objects.filter(arrived_at__lt=now - KEPT_BROKEN).exclude(failure="").delete()[0]
    )
