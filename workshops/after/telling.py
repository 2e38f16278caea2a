"""Some hours after a workshop: what was asked gets an owner, and everybody is written to, once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from messaging.actions.letters import write_many
from workshops.after.letters import letter
from workshops.hall.asking import promise_open
from workshops.models import AfterWords, Arrival, Seat, Workshop

if TYPE_CHECKING:
    from datetime import datetime

SOON, LATE = timedelta(hours=3), timedelta(days=2)


def tell_after(now: datetime) -> int:
    """Close what ended three hours ago; how many letters are new. Twice is harmless.

    Where nobody looked who was there, it waits for two days: a paper sheet is typed in tomorrow.
    """
    ended = Workshop.objects.filter(
        Q(after=None) | Q(after__shown_at=None),
        state=Workshop.State.PUBLISHED,
        ends_at__lte=now - SOON,
        ends_at__gt=now - LATE,
    )
    return sum(_tell(workshop, now) for workshop in ended.select_related("stop__center"))


@transaction.atomic
def _tell(workshop: Workshop, now: datetime) -> int:
    Workshop.objects.select_for_update().get(pk=workshop.pk)
    promise_open(workshop)
    present = Arrival.objects.present().filter(workshop=workshop, second=False)
    came = set(present.values_list("seat", flat=True))
    if not came:  # nobody looked who was there: nobody is told that they were missed
        return 0
    AfterWords.objects.update_or_create(workshop=workshop, defaults={"shown_at": now})
    seats = workshop.seats.filter(state=Seat.State.SEATED).select_related("participation__person")
    return write_many(
        [
            letter(workshop, seat, "workshop_after" if seat.pk in came else "workshop_missed")
            for seat in seats
        ]
    )
