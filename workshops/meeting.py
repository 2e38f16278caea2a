"""What follows when somebody comes into the meeting of a workshop: they are marked as present."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workshops.hall.arrivals import arrive
from workshops.models import Seat

if TYPE_CHECKING:
    from datetime import datetime


def arrived(about: str, _at: datetime) -> None:
    """Mark whoever sits on the seat that a guest of a meeting is known by."""
    found = re.fullmatch(r"seat (\d+)", about)
    seat = Seat.objects.filter(pk=found[1]).select_related("workshop").first() if found else None
    if seat:
        arrive(seat, how="link")
