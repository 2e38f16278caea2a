"""The appointment card of a seat: a picture with day, hour, title and the QR of its page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import segno
from django.utils.translation import gettext as _

from core.typesetting import picture
from workshops.models import Workshop
from workshops.public.listing import day_in_words
from workshops.seats.links import seat_link

if TYPE_CHECKING:
    from workshops.models import Seat

TEMPLATE = Path(__file__).parent / "data" / "card.typ"


def card(seat: Seat) -> bytes:
    """The card as a PNG of 720 × 900, in the language of the moment."""
    return picture(TEMPLATE, words_of(seat))


def words_of(seat: Seat) -> dict[str, str]:
    """What the card says."""
    workshop, venue = seat.workshop, seat.workshop.venue
    online = workshop.way == Workshop.Way.ONLINE or venue is None
    place = _("Online") if online or venue is None else f"{venue.name}"
    return {
        "stop": workshop.stop.name or "",
        "title": workshop.title or "",
        "day": day_in_words(workshop.starts_on),
        "hour": f"{workshop.starts_clock:%H:%M}",
        "place": place,
        "seats": _("Two seats") if seat.count > 1 else "",
        "keep": _("Keep this card: the code opens your seat."),
        "qr": _squares(seat_link(seat)),
    }


def _squares(text: str) -> str:
    """The QR code of `text` as rows of 0 and 1, for typst to draw."""
    return "\n".join("".join(map(str, row)) for row in segno.make(text, micro=False).matrix)
