"""What the appointment card of a seat says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from core.appointments import squares
from core.written import weekday
from workshops.models import Workshop
from workshops.seats.links import seat_link

if TYPE_CHECKING:
    from workshops.models import Seat


def words_of(seat: Seat) -> dict[str, str]:
    """What the card says."""
    workshop, venue = seat.workshop, seat.workshop.venue
    online = workshop.way == Workshop.Way.ONLINE or venue is None
    place = _("Online") if online or venue is None else f"{venue.name}"
    return {
        "stop": workshop.stop.name or "",
        "title": workshop.title or "",
        "day": weekday(workshop.starts_on),
        "hour": f"{workshop.starts_clock:%H:%M}",
        "place": place,
        "seats": _("Two seats") if seat.count > 1 else "",
        "keep": _("Keep this card: the code opens your seat."),
        "qr": squares(seat_link(seat)),
    }
