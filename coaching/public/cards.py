"""What the appointment card of a session says: no number, and of the subject the theme alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.booking.links import session_link
from coaching.models import Mode
from core.appointments import squares
from core.written import weekday

if TYPE_CHECKING:
    from coaching.models import Booking


def words_of(booking: Booking) -> dict[str, str]:
    """What the card says."""
    at_center = booking.mode == Mode.CENTER and booking.slot.place
    return {
        "stop": booking.stop.name or "",
        "title": _("Session with %(name)s") % {"name": booking.expert.name},
        "day": weekday(booking.starts_at),
        "hour": f"{timezone.localtime(booking.starts_at):%H:%M}",
        "place": booking.slot.place if at_center else str(booking.get_mode_display()),
        "seats": "",
        "keep": _("Keep this card: the code opens your session."),
        "qr": squares(session_link(booking)),
    }
