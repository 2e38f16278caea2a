"""The last thing that a team did with a session, taken back while nothing has happened since."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coaching.booking.actions import book, move
from coaching.booking.beside import bring
from coaching.models import Booking, BookingMove

if TYPE_CHECKING:
    from collections.abc import Sequence

    from people.models import User

Reason = BookingMove.Reason


def undone_by(moves: Sequence[BookingMove]) -> str:
    """What can be taken back: "moved", "cancelled", or nothing. The newest move stands last."""
    if not moves:
        return ""
    last = moves[-1]
    if last.reason == Reason.MOVED_BY_TEAM and last.slot_id:
        return "moved"
    booked = last.reason == Reason.TAKEN_OUT and last.origin == Booking.State.BOOKED
    return "cancelled" if booked else ""


def undo(booking: Booking, *, by: User) -> Booking:
    """Move it back, or book the same hour again for the same person; they are told.

    Raises ValidationError('nothing') where there is nothing to take back, or what `move` and `book`
    refuse.
    """
    moves = list(booking.moves.select_related("slot"))
    kind = undone_by(moves)
    slot = moves[-1].slot if moves else None  # of a move: where it stood before
    if kind == "moved" and slot:
        return move(booking, slot, by=by, reason=Reason.UNDONE)
    if kind == "cancelled" and booking.participation:
        again = book(
            booking.slot,
            booking.participation,
            theme=booking.theme,
            mode=booking.mode,
            phone=booking.phone,
            words=booking.words,
            by=by,
            reason=Reason.UNDONE,
        )
        with suppress(ValidationError):  # they have something else by now: the person comes first
            return bring(again, booking.beside)
        return again
    raise ValidationError(_("Something has happened since: nothing is undone."), code="nothing")
