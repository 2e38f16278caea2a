"""What somebody who stops taking part gives back: their seats, which go to those who wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from workshops.models import Seat
from workshops.seats.actions import leave

if TYPE_CHECKING:
    from people.models import Participation, User


def leaving(participation: Participation, *, by: User | None) -> None:
    """Leave every seat of a workshop that has not begun, in the order in which rows are locked."""
    held = Seat.objects.live().filter(
        participation=participation, workshop__starts_at__gt=timezone.now()
    )
    for seat in held.order_by("workshop"):
        leave(seat, by=by)
