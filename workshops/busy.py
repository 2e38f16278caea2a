"""When people are taken by workshops: who sits in them, and who leads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F

from core.composed import Composed, slot, slots
from people.busy import Busy
from workshops.models import Seat, Workshop

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from django.db.models import QuerySet


def busy(people: Collection[int], first: datetime, last: datetime) -> list[Busy]:
    """Seats that are held or offered, and workshops that are led, in two statements."""
    asked = {"people": [*people], "first": first, "last": last}
    sitting: list[Any] = [*SEATS.rows(asked)]
    leading: list[Any] = [*LED.rows(asked)]
    found = [(each, f"seat {each.seat}") for each in sitting]
    found += [(each, f"workshop {each.pk}") for each in leading]
    return [
        Busy(each.whom, each.starts_at, each.ends_at, each.title, about) for each, about in found
    ]


def _meanwhile() -> QuerySet[Workshop]:
    """Those that are held then."""
    held = Workshop.objects.exclude(state=Workshop.State.CANCELLED)
    return held.filter(starts_at__lt=slot("last"), ends_at__gt=slot("first"))


SEATS = Composed(
    lambda: (
        _meanwhile()
        .filter(seats__participation__person__in=slots("people"), seats__state__in=Seat.HOLDING)
        .annotate(whom=F("seats__participation__person"), seat=F("seats__pk"))
    )
)
LED = Composed(
    lambda: (
        _meanwhile()
        .filter(trainers__user__in=slots("people"))
        .annotate(whom=F("trainers__user"))
        .distinct()
    )
)
