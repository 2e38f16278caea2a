"""What the team does with the seats of a workshop: offer one out of turn, put somebody back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from core.locks import patient
from people.busy import lock
from workshops.models import Seat, SeatMove, Workshop
from workshops.models.seats import LIVE
from workshops.seats import letters, locking
from workshops.seats.checks import (
    full,
    live_seats,
    refuse_when_busy,
    refuse_when_clashing,
    refuse_when_in_series,
    refuse_when_over,
)
from workshops.seats.moving import enter, moved_on
from workshops.seats.queue import answered_by, offer, seat_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from people.models import User

State, Reason = Seat.State, SeatMove.Reason


@patient
def offer_by_hand(seat: Seat, *, by: User, why: str) -> Seat:
    """Offer a free seat to somebody of the list out of turn, with the reason.

    Raises ValidationError('full'), 'moved', or what `refuse_when_over` says.
    """
    at = locking.locked(seat.workshop_id)
    refuse_when_over(at)
    row = seat_in(at, seat)
    if row.state != State.WAITING:
        raise moved_on()
    if row.count > at.free:
        raise full()
    until = answered_by(at, timezone.now()) or at.starts_at
    offer(at, row, until, by=by, reason=Reason.BY_HAND, why=why)
    return row


@patient
def put_back(seat: Seat, *, by: User) -> Seat:
    """Undo that somebody was taken out: their seat again, where nobody has got it. Idempotent.

    Raises ValidationError('full'), 'moved' for whom the team has not taken out, 'series', 'sat',
    'clash', 'busy', or what `refuse_when_over` says.
    """
    at = locking.locked(seat.workshop_id)
    refuse_when_over(at)
    row = seat_in(at, seat)
    if own := at.seats.live().filter(participation=row.participation_id).first():
        return own
    if not was_taken_out(row):
        raise moved_on()
    if row.count > at.free or at.waiting:
        raise full()
    lock(row.participation.person_id)
    theirs = live_seats(row.participation)
    refuse_when_in_series(at, theirs)
    refuse_when_clashing(at, theirs)
    refuse_when_busy(at, row.participation.person_id)
    back = enter(
        at,
        row.participation,
        State.SEATED,
        by=by,
        reason=Reason.PUT_BACK,
        count=row.count,
        companion_name=row.companion_name,
        companion_phone=row.companion_phone,
    )
    letters.tell(at, back, "seat_registered")
    return back


def may_return(at: Workshop, gone: Sequence[Seat]) -> set[int]:
    """The keys of those of `gone` whom `put_back` would seat again now; two statements at most."""
    taken_out = [seat for seat in gone if seat.count <= at.free and was_taken_out(seat)]
    if not taken_out or at.waiting:
        return set()
    people = {seat.participation.person_id for seat in taken_out}
    one_seat = at.series_id if at.series and at.series.one_seat else 0
    beside = Q(workshop__series=one_seat, workshop__ends_at__gt=timezone.now(), state__in=LIVE)
    meanwhile = Q(workshop__starts_at__lt=at.ends_at, workshop__ends_at__gt=at.starts_at)
    elsewhere = beside | meanwhile & Q(state__in=Seat.HOLDING)
    held = Seat.objects.filter(
        Q(workshop=at, state__in=LIVE) | elsewhere & ~Q(workshop__state=Workshop.State.CANCELLED),
        participation__person__in=people,
    )
    busy = set(held.values_list("participation__person", flat=True))
    return {seat.pk for seat in taken_out if seat.participation.person_id not in busy}


def was_taken_out(seat: Seat) -> bool:
    """Whether the team has taken this person from their seat, and nothing happened since."""
    last = max(seat.moves.all(), key=lambda made: made.pk)
    return last.reason == Reason.TAKEN_OUT and last.origin == State.SEATED
