"""An hour that a team offers by hand to somebody who waits, out of turn or beside their wish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coaching.booking import letters
from coaching.booking.checks import (
    moved_on,
    refuse_when_busy,
    refuse_when_gone,
    refuse_when_not_for,
)
from coaching.booking.locking import lock_people, locked
from coaching.booking.moving import Entry, enter
from coaching.booking.queue import answered_by
from coaching.models import CALLED, Booking, BookingMove, Request
from core import lives
from core.locks import patient

if TYPE_CHECKING:
    from coaching.models import Slot
    from people.models import User

State, Reason = Booking.State, BookingMove.Reason


@patient
def offer(request: Request, slot: Slot, *, by: User) -> Booking:
    """Keep this hour for whoever waits, with a time to say yes, and write to them.

    Raises ValidationError: 'moved' for whom a session was found meanwhile, 'notice' when nobody
    could answer in time, 'mode' when no way to meet is left, or what `book` says of the hour.
    """
    at = locked(slot.pk)
    lock_people([at], [request.participation.person_id])
    asked = Request.objects.select_related("participation__person", "theme").get(pk=request.pk)
    refuse_when_gone(at)
    refuse_when_not_for(at, asked.participation, asked.theme)
    refuse_when_busy(at, asked.participation.person_id)
    until = answered_by(at)
    if until is None:
        raise ValidationError(_("Nobody could say yes to this hour in time."), code="notice")
    phone = asked.participation.person.phone or ""
    entry = Entry(asked.participation, asked.theme, _mode(at, asked, phone), phone, asked.words)
    rows = Request.objects.filter(pk=asked.pk)
    if not lives.move(rows, Request.MOVES, Request.State.OFFERED):
        raise moved_on()
    more = {"request": asked, "offered_until": until}
    made = enter(at, entry, State.OFFERED, by=by, reason=Reason.TURN, **more)
    letters.tell(made, "session_offered")
    return made


def _mode(at: Slot, asked: Request, phone: str) -> str:
    """How the two would meet: as they wished where that is possible."""
    ways = [each for each in (*asked.modes, *at.modes) if each in at.modes]
    reached = [each for each in ways if phone or each not in CALLED]
    if not reached:
        sentence = _("At this hour there is no way in which the two could meet.")
        raise ValidationError(sentence, code="mode")
    return reached[0]
