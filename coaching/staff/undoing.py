"""The last thing that a team did with a session, taken back while nothing has happened since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coaching.booking.actions import book, move
from coaching.models import Booking, BookingMove

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coaching.models import Slot
    from people.models import User

Reason = BookingMove.Reason


def undone_by(moves: Sequence[BookingMove]) -> str:
    """What can be taken back: "moved", "cancelled", or nothing. The newest move stands last."""
    if not moves:
        return ""
    last = moves[-1]
    if last.reason == Reason.MOVED_BY_TEAM and _before(moves):
        return "moved"
    booked = last.reason == Reason.TAKEN_OUT and last.origin == Booking.State.BOOKED
    return "cancelled" if booked else ""


def undo(booking: Booking, *, by: User) -> Booking:
    """Move it back, or book the same hour again for the same person; they are told.

    Raises ValidationError('nothing') where there is nothing to take back, or what `move` and `book`
    refuse.
    """
    moves = list(booking.moves.select_related("slot"))
    kind, slot = undone_by(moves), _before(moves)
    if kind == "moved" and slot:
        return move(booking, slot, by=by)
    if kind == "cancelled" and booking.participation:
        return book(
            booking.slot,
            booking.participation,
            theme=booking.theme,
            mode=booking.mode,
            phone=booking.phone,
            words=booking.words,
            by=by,
        )
    raise ValidationError(_("Something has happened since: nothing is undone."), code="nothing")


def _before(moves: Sequence[BookingMove]) -> Slot | None:
    """The hour at which a session stood before its last move."""
    hours = [each.slot for each in moves[:-1] if each.slot]
    return hours[-1] if hours else None
