"""What somebody who stops taking part gives back: their seats, which go to those who wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from workshops.models import Seat
from workshops.seats.actions import leave
from workshops.seats.locking import locked_all

if TYPE_CHECKING:
    from people.models import Participation, User
    from workshops.models.seats import SeatQuerySet


def hold(participation: Participation) -> None:
    """Lock the workshops in which they sit or wait, in their order."""
    locked_all(*_held(participation).values_list("workshop", flat=True))


def leaving(participation: Participation, *, by: User | None) -> None:
    """Leave every seat of a workshop that has not begun, in the order in which rows are locked."""
    for seat in _held(participation).order_by("workshop_id"):
        leave(seat, by=by)


def _held(participation: Participation) -> SeatQuerySet:
    coming = Seat.objects.live().filter(workshop__starts_at__gt=timezone.now())
    return coming.filter(participation=participation)
