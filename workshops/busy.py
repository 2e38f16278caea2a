"""When people are taken by workshops: who sits in them, and who leads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from people.busy import Busy
from workshops.models import Seat, Workshop

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime


def busy(people: Collection[int], first: datetime, last: datetime) -> list[Busy]:
    """Seats that are held or offered, and workshops that are led, in two statements."""
    meanwhile = Workshop.objects.exclude(state=Workshop.State.CANCELLED)
    meanwhile = meanwhile.filter(starts_at__lt=last, ends_at__gt=first)
    seats = Seat.objects.filter(
        participation__person__in=people, state__in=Seat.HOLDING, workshop__in=meanwhile
    ).select_related("workshop", "participation")
    led = meanwhile.filter(trainers__user__in=people).distinct().prefetch_related("trainers")
    found = [
        Busy(
            seat.participation.person_id,
            seat.workshop.starts_at,
            seat.workshop.ends_at,
            seat.workshop.title,
            f"seat {seat.pk}",
        )
        for seat in seats
    ]
    for workshop in led:
        leading = {each.user_id for each in workshop.trainers.all()} & {*people}
        about = f"workshop {workshop.pk}"
        found += [
            Busy(person, workshop.starts_at, workshop.ends_at, workshop.title, about)
            for person in leading
            if person
        ]
    return found
