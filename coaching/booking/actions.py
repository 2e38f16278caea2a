"""The life of a session: booked, moved, offered, accepted, given back, held or missed.

The one way for everybody: pages, digits, the desk, plans of a whole stop. Each looks before it
locks anything, so that a crowd at one slot is turned away by one statement; then it locks the row
of the slot (two in the order of their keys), then its people, and looks again.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.booking import letters
from coaching.booking.asking import ask, close, meet, return_to_queue, take_back
from coaching.booking.beside import still_there
from coaching.booking.checks import (
    begun,
    by_team,
    moved_on,
    refuse_when_busy,
    refuse_when_gone,
    refuse_when_late,
    refuse_when_many,
    refuse_when_not_for,
    refuse_when_unreachable,
)
from coaching.booking.links import with_all
from coaching.booking.locking import lock_people, locked, locked_all
from coaching.booking.moving import Entry, booking_in, change_slot, enter
from coaching.booking.moving import move as move_row
from coaching.booking.queue import fill
from coaching.booking.too_late import look_first, of_form, turn_away
from coaching.models import Booking, BookingMove, Slot
from core.locks import patient
from messaging.actions.letters import write_many

if TYPE_CHECKING:
    from coaching.models import Request
    from people.models import Participation, User
    from programs.models import Theme

__all__ = [
    "accept",
    "ask",
    "book",
    "cancel",
    "close",
    "conclude",
    "decline",
    "move",
    "reassign",
    "take_back",
]
State, Reason = Booking.State, BookingMove.Reason
OUTCOMES = (State.HELD, State.MISSED)


def book(  # noqa: PLR0913  what a form asks, and who fills it in
    slot: Slot,
    participation: Participation,
    *,
    theme: Theme,
    mode: str,
    phone: str = "",
    words: str = "",
    key: uuid.UUID | None = None,
    by: User | None = None,
    reason: str | None = None,
    request: Request | None = None,
) -> Booking:
    """Give a slot to a person. The same `key` of a form again gives the same session.

    The team may book within the notice, and beyond what one person can have. Raises
    ValidationError: 'taken', 'begun', 'notice', 'closed', 'clash', 'cap', 'call-first', 'mode',
    'phone', 'theme', 'not-here', 'paused', 'form' (its key was used for something else).
    """
    if own := look_first(slot, participation, key):
        return own
    entry = Entry(
        participation,
        theme,
        mode,
        phone or participation.person.phone or "",
        words,
        key or uuid.uuid4(),
    )
    return _book(slot, entry, by=by, reason=reason, request=request)


@patient
def _book(
    slot: Slot, entry: Entry, *, by: User | None, reason: str | None, request: Request | None
) -> Booking:
    at, participation = locked(slot.pk), entry.participation
    lock_people([at], [participation.person_id])
    if own := of_form(entry.key, at, participation):
        return own
    refuse_when_gone(at)
    refuse_when_not_for(at, participation, entry.theme)
    refuse_when_unreachable(at, entry.mode, entry.phone)
    team = by_team(by, participation.person_id)
    if not team:
        refuse_when_late(at)
        refuse_when_many(participation)
    refuse_when_busy(at, participation.person_id)
    usual = Reason.FOR_CALLER if team else Reason.BOOKED
    made = enter(at, entry, State.BOOKED, by=by, reason=reason or usual, request=request)
    meet(made)
    letters.tell(made, "session_booked", to_expert="expert_booked")
    return made


def move(
    booking: Booking, slot: Slot, *, by: User | None = None, reason: str | None = None
) -> Booking:
    """Put a session at another slot: the same row, its version raised. Twice is harmless.

    Raises ValidationError as `book` does, 'moved' for what is not coming any more.
    """
    if own := with_all().filter(pk=booking.pk, slot=slot.pk, state=State.BOOKED).first():
        return own
    turn_away(slot)
    return _move(booking, slot, by=by, reason=reason)


@patient
def _move(booking: Booking, slot: Slot, *, by: User | None, reason: str | None) -> Booking:
    both = locked_all(booking.slot_id, slot.pk)
    if own := with_all().filter(pk=booking.pk, slot=slot.pk, state=State.BOOKED).first():
        return own
    was, to = both[booking.slot_id], both[slot.pk]
    row = booking_in(was, booking)
    lock_people(both.values(), [row.person_id, row.beside.user_id if row.beside else None])
    _refuse_to_move(row, was, to, by=by)
    team = by_team(by, row.person_id)
    usual = Reason.MOVED_BY_TEAM if team else Reason.MOVED
    freed = letters.for_expert(row, "expert_freed", row.version + 1)
    kept: dict[str, Any] = {"offered_until": None, "beside": still_there(row, to)}
    change_slot(was, to, row, State.BOOKED, by=by, reason=reason or usual, **kept)
    meet(row)
    letters.tell(row, "session_moved", to_expert="expert_booked")
    write_many(freed)
    return row


def reassign(booking: Booking, slot: Slot, *, by: User) -> Booking:
    """Give a session to another expert, at a slot of theirs."""
    return move(booking, slot, by=by, reason=Reason.MOVED_BY_TEAM)


@patient
def cancel(
    booking: Booking, *, by: User | None = None, why: str = "", reason: str | None = None
) -> Booking:
    """Give a session back; its slot is offered to the next who waits. Idempotent.

    Raises ValidationError('begun') once it has begun, 'notice' for its person when it is too late.
    """
    at = locked(booking.slot_id)
    row = booking_in(at, booking)
    if row.state in Booking.TAKING:
        give_back(at, row, by=by, why=why, reason=reason)
        fill(at)
    return row


def give_back(
    at: Slot, row: Booking, *, by: User | None, why: str = "", reason: str | None = None
) -> None:
    """Cancel a session of a locked slot, and say so; nothing is passed on here."""
    if at.starts_at <= timezone.now():
        raise begun()
    team = by_team(by, row.person_id)
    if not team and row.state == State.BOOKED and reason is None:
        refuse_when_late(at)
    reason = reason or (Reason.TAKEN_OUT if team else Reason.GIVEN_BACK)
    was = row.state
    move_row(at, row, State.CANCELLED, by=by, reason=reason, why=why, offered_until=None)
    if reason == Reason.TAKEN_OUT:
        letters.tell(row, "session_cancelled")
    else:
        letters.hush(row)
    if was == State.BOOKED:
        letters.tell_expert(row, "expert_freed")
    elif reason != Reason.LEFT:
        return_to_queue(row)


@patient
def accept(booking: Booking, *, by: User | None = None) -> Booking:
    """Say yes to a session that is offered. Idempotent.

    Raises ValidationError('passed') when its time is over, 'moved' when nothing is offered,
    'begun'.
    """
    at = locked(booking.slot_id)
    row = booking_in(at, booking)
    if row.state == State.BOOKED:
        return row
    if row.state != State.OFFERED:
        raise _passed() if row.state == State.LAPSED else moved_on()
    if row.offered_until and row.offered_until <= timezone.now():
        raise _passed()
    if at.starts_at <= timezone.now():
        raise begun()
    move_row(at, row, State.BOOKED, by=by, reason=Reason.ACCEPTED, offered_until=None)
    meet(row)
    letters.hush(row)
    letters.tell_expert(row, "expert_booked")
    return row


@patient
def decline(booking: Booking, *, by: User | None = None) -> Booking:
    """Say no to a session that is offered; its person waits for the next one. Idempotent.

    Raises ValidationError('moved') for one that is booked: that is cancelled, which is asked first.
    """
    at = locked(booking.slot_id)
    row = booking_in(at, booking)
    if row.state in {State.BOOKED, *OUTCOMES}:
        raise moved_on()
    if row.state == State.OFFERED:
        because = Reason.DECLINED
        move_row(at, row, State.CANCELLED, by=by, reason=because, offered_until=None)
        return_to_queue(row)
        letters.hush(row)
        fill(at)
    return row


@patient
def conclude(booking: Booking, *, held: bool, by: User | None) -> Booking:
    """Say whether a session took place; it can be put right later. Idempotent.

    Raises ValidationError('not-yet') before its hour, 'moved' for one that was not booked.
    """
    at = locked(booking.slot_id)
    row = booking_in(at, booking)
    target = State.HELD if held else State.MISSED
    if row.starts_at > timezone.now():
        raise ValidationError(_("This session has not begun yet."), code="not-yet")
    if row.state != target:
        move_row(at, row, target, by=by, reason=Reason.REPORTED)
        letters.hush(row)
    return row


def _refuse_to_move(row: Booking, was: Slot, to: Slot, *, by: User | None) -> None:
    """Everything that speaks against another hour, of a session whose slots and people are held."""
    if row.state not in Booking.TAKING or row.participation is None or row.person_id is None:
        raise moved_on()
    if was.starts_at <= timezone.now():
        raise begun()
    if not by_team(by, row.person_id):
        refuse_when_late(was)
        refuse_when_late(to)
    refuse_when_gone(to)
    refuse_when_not_for(to, row.participation, row.theme)
    refuse_when_unreachable(to, row.mode, row.phone)
    refuse_when_busy(to, row.person_id, but=row.pk)


def _passed() -> ValidationError:
    return ValidationError(_("The time to say yes to this session is over."), code="passed")
