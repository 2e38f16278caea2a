"""After a new decree on legal time: the clock of a workshop stays, its moment is reckoned anew.

People read the same hour as before, so nobody is written to; reminders and doors follow the moment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.locks import patient
from workshops.models import Seat, Workshop
from workshops.planning.actions import hold_rooms
from workshops.seats.locking import locked_all

if TYPE_CHECKING:
    from datetime import datetime

Shifted = tuple[Workshop, "datetime"]  # and when it was to begin


def shifted() -> list[Shifted]:
    """What is to come and begins at another moment than is kept, the soonest first."""
    coming = Workshop.objects.coming().exclude(state=Workshop.State.CANCELLED)
    rows = coming.select_related("stop").order_by("starts_at", "pk")
    return [(row, row.starts_at) for row in rows if row.moments() != (row.starts_at, row.ends_at)]


@patient
def recompute() -> list[Shifted]:
    """Give every workshop to come the moment of its clock; an offer ends no later than it begins.

    What moves later goes last first, what moves sooner first first: no room is taken twice.
    """
    rows = locked_all(*(row.pk for row, _was in shifted()))
    hold_rooms(*(row.venue_id for row in rows.values()))
    found = sorted(shifted(), key=lambda each: each[1])
    later = [each for each in reversed(found) if each[0].moments()[0] > each[1]]
    sooner = [each for each in found if each not in later]
    for row, _was in (*later, *sooner):
        row.save(update_fields=["starts_at", "ends_at"])
        offered = Seat.objects.filter(workshop=row, state=Seat.State.OFFERED)
        offered.filter(offered_until__gt=row.starts_at).update(offered_until=row.starts_at)
    return found
