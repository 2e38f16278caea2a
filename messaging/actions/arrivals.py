"""What providers tell us is kept first, once, and read afterwards."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from messaging.http.hooks import Element
from messaging.models import Arrival

BLOCK = 500
KEPT = timedelta(days=30)
KEPT_BROKEN = timedelta(days=90)  # for somebody to look at


def keep(elements: Iterable[Element], *, provider: str) -> None:
    """Keep each element, unless it was kept before. What nothing can be made of is kept with the reason."""
    now = timezone.now()
    rows = (
        Arrival(
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
    Arrival.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BLOCK)


def forget() -> int:
    """Forget what was read a month ago, and what could not be read three months ago; how many."""
    now = timezone.now()
    read = Arrival.objects.filter(done_at__lt=now - KEPT, failure="").delete()[0]
    return read + Arrival.objects.filter(arrived_at__lt=now - KEPT_BROKEN).exclude(failure="").delete()[0]
