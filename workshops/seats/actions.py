"""The life of a seat: registered, waited for, offered, taken, left.

Each locks the row of its workshop first, then the person, in whatever room: nobody takes two seats
of one series at once, or of one hour, or a seat and something else at that hour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from core.composed import Composed, slot
from core.locks import patient
from people.busy import lock
from workshops.models import Seat, SeatMove, Workshop
from workshops.seats import letters, locking
from workshops.seats.audience import with_audience
from workshops.seats.checks import (
    at_the_hour,
    full,
    in_the_way,
    live_seats,
    refuse_when_busy,
    refuse_when_clashing,
    refuse_when_in_series,
    refuse_when_not_for,
    refuse_when_over,
)
from workshops.seats.moving import enter, move, moved_on
from workshops.seats.queue import change_capacity, fill, lapse, may_pass, promote, seat_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from people.models import Participation, User

__all__ = [
    "accept",
    "change_capacity",
    "decline",
    "lapse",
    "leave",
    "promote",
    "register",
    "register_instead",
    "swap",
]
State, Reason = Seat.State, SeatMove.Reason
OWN = Seat.objects.live().filter(workshop=OuterRef("pk"), participation=slot("participation"))
SEEN: Composed[Any] = Composed(
    lambda: with_audience(Workshop.objects.annotate(has_seat=Exists(OWN))).filter(pk=slot("key"))
)


def register(
    workshop: Workshop,
    participation: Participation,
    *,
    count: int = 1,
    companion_name: str = "",
    companion_phone: str = "",
    by: User | None = None,
) -> Seat:
    """Give a person a seat, or two together; a place on the waiting list where none is free.

    Twice the same is harmless. `by` is nobody, or the person, or whoever of the team puts them in.
    Raises ValidationError: 'cancelled', 'draft', 'begun', 'not-for-you', 'prerequisite', 'series',
    'sat', 'clash', 'busy', 'already' (they hold another number of seats), 'companion', 'full'.
    """
    if count == 2 and not companion_name.strip():  # noqa: PLR2004  one seat or two
        raise ValidationError(_("Please give the name of the second person."), code="companion")
    with_whom = {"companion_name": companion_name.strip(), "companion_phone": companion_phone}
    _look_first(workshop, participation, count, by=by)
    more: dict[str, Any] = with_whom if count > 1 else {}
    return _register(workshop, participation, count, by=by, **more)


@patient
def _register(
    workshop: Workshop, participation: Participation, count: int, *, by: User | None, **more: Any
) -> Seat:
    at = locking.locked(workshop.pk)
    lock(participation.person_id)
    theirs = live_seats(participation)
    own = next((each for each in theirs if each.workshop_id == at.pk), None)
    if own and own.count == count:
        return own
    refuse_when_over(at)
    if own:
        raise _already()
    refuse_when_in_series(at, theirs)
    refuse_when_busy(at, participation.person_id)
    fill(at)
    state = _first_state(at, count)
    if state == State.SEATED:  # one may wait here for better than what one has
        refuse_when_clashing(at, theirs)
    seat = enter(at, participation, state, by=by, count=count, **more)
    letters.tell(at, seat, "seat_registered" if state == State.SEATED else "seat_waiting")
    return seat


@patient
def register_instead(
    workshop: Workshop, participation: Participation, *, by: User | None = None, **seats: Any
) -> Seat:
    """Register, and give back what one holds at the same hour or in the same series.

    Raises ValidationError('full') when nothing is free at once, or as `register` does: what one
    has is given back only for a seat.
    """
    held = in_the_way(workshop, live_seats(participation))
    both = locking.locked_all(workshop.pk, *(each.workshop_id for each in held))
    at = both.pop(workshop.pk)
    lock(participation.person_id)
    _give_back(both, in_the_way(at, live_seats(participation)), by=by)
    seat = register(at, participation, by=by, **seats)
    if seat.state != State.SEATED:
        raise full()
    return seat


@patient
def accept(seat: Seat, *, by: User | None = None) -> Seat:
    """Take the seat that is offered. Idempotent.

    Raises ValidationError('passed') when its time is over, 'moved' when nothing is offered,
    'clash', 'busy', 'cancelled', 'begun'.
    """
    at = locking.locked(seat.workshop_id)
    row = _to_accept(at, seat)
    if row.state == State.OFFERED:
        lock(row.participation.person_id)
        refuse_when_clashing(at, live_seats(row.participation))
        refuse_when_busy(at, row.participation.person_id)
        _seat(at, row, by=by)
    return row


@patient
def swap(seat: Seat, *, by: User | None = None) -> Seat:
    """Take the seat that is offered, and give back what the person holds at the same hour."""
    held = at_the_hour(seat.workshop, live_seats(seat.participation))
    both = locking.locked_all(seat.workshop_id, *(each.workshop_id for each in held))
    at = both.pop(seat.workshop_id)
    row = _to_accept(at, seat)
    if row.state == State.OFFERED:
        lock(row.participation.person_id)
        _give_back(both, at_the_hour(at, live_seats(row.participation)), by=by)
        refuse_when_clashing(at, live_seats(row.participation))
        refuse_when_busy(at, row.participation.person_id)
        _seat(at, row, by=by)
    return row


@patient
def decline(seat: Seat, *, by: User | None = None) -> Seat:
    """Say no to what is offered, or waited for: not interested any more. Idempotent.

    Raises ValidationError('taken') for who is seated: that seat is left, which is asked first.
    """
    at = locking.locked(seat.workshop_id)
    row = seat_in(at, seat)
    if row.state == State.SEATED:
        raise ValidationError(
            _("You have said yes to this seat. You can give it back on its page."), code="taken"
        )
    if row.state in {State.WAITING, State.OFFERED}:
        _leave(at, row, by=by, reason=Reason.DECLINED)
    return row


@patient
def leave(seat: Seat, *, by: User | None = None, why: str = "") -> Seat:
    """Give a seat back, or a place on the list; it goes to the next who waits. Idempotent.

    Raises ValidationError('begun') once the workshop has begun: who did not come is absent then.
    """
    at = locking.locked(seat.workshop_id)
    row = seat_in(at, seat)
    if row.is_live:
        if at.has_begun and at.state == Workshop.State.PUBLISHED:
            raise ValidationError(_("This workshop has begun already."), code="begun")
        by_staff = by is not None and by.pk != row.participation.person_id
        _leave(at, row, by=by, reason=Reason.TAKEN_OUT if by_staff else Reason.LEFT, why=why)
    return row


def _look_first(
    workshop: Workshop, participation: Participation, count: int, *, by: User | None
) -> None:
    """Turn away, before anything is locked, who cannot get in: a crowd waits for the row otherwise.

    What is read here was true at one moment after they asked. Who has a seat is not turned away.
    """
    [seen] = SEEN.rows({"key": workshop.pk, "participation": participation.pk})
    if not seen.has_seat:
        refuse_when_over(seen)
        if not seen.free:
            _first_state(seen, count)
        by_staff = by is not None and by.pk != participation.person_id
        refuse_when_not_for(seen, participation, by_staff=by_staff)


def _first_state(at: Workshop, count: int) -> Seat.State:
    """Seated where enough is free and nobody who waits comes before; else on the list.

    Raises ValidationError('full') where that is full too.
    """
    if count <= at.free and (not at.waiting or may_pass(at)):
        return State.SEATED
    if at.waiting >= at.queue_size:
        raise full(queue=True)
    return State.WAITING


def _to_accept(at: Workshop, seat: Seat) -> Seat:
    """The seat, offered and in time, or taken already."""
    row = seat_in(at, seat)
    if row.state == State.LAPSED:
        raise ValidationError(_("The time to say yes to this seat is over."), code="passed")
    if row.state not in Seat.HOLDING:
        raise moved_on()
    if row.state == State.OFFERED:
        refuse_when_over(at)
    return row


def _seat(at: Workshop, row: Seat, *, by: User | None) -> None:
    move(at, row, State.SEATED, by=by, reason=Reason.ACCEPTED, offered_until=None)
    letters.tell_accepted(at, row)


def _give_back(both: Mapping[int, Workshop], held: Sequence[Seat], *, by: User | None) -> None:
    """Leave these seats in workshops that are locked and have not begun."""
    for seat in held:
        there = both.get(seat.workshop_id)
        if there and not there.has_begun:
            _leave(there, seat_in(there, seat), by=by, reason=Reason.SWAPPED)


def _leave(
    at: Workshop, row: Seat, *, by: User | None, reason: SeatMove.Reason, why: str = ""
) -> None:
    """Move out of a locked workshop, say so, and pass on what came free."""
    was = row.state
    move(at, row, State.LEFT, by=by, reason=reason, why=why, offered_until=None)
    letters.tell_left(at, row, was, reason)
    fill(at)


def _already() -> ValidationError:
    return ValidationError(
        _("You have a seat here already. To change how many, give it back first."), code="already"
    )
