"""A seat goes from one state to the next: its row, the counts of its workshop, and the log.

The workshop's row is locked by the caller, so that its counts are the truth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from core import lives
from core.rows import insert_many
from meetings.models import Guest
from people.standing import still_takes_part
from workshops.models import Arrival, Seat, SeatMove, Workshop

if TYPE_CHECKING:
    from people.models import Participation, User

State, Reason = Seat.State, SeatMove.Reason
# Written out: to build it costs more than to run it, and a crowd waits for the row meanwhile.
COUNT = """
UPDATE workshops_workshop SET taken = taken + %(held)s, waiting = waiting + %(waiting)s,
  last_position = %(last_position)s, ceiling = %(ceiling)s
WHERE id = %(key)s
"""


def enter(
    at: Workshop,
    participation: Participation,
    state: Seat.State,
    *,
    by: User | None,
    why: str = "",
    reason: SeatMove.Reason | None = None,
    **columns: Any,
) -> Seat:
    """Make a new seat, seated or waiting, behind all who came before.

    Raises ValidationError('moved') for who has left the stop meanwhile.
    """
    if not still_takes_part(participation):
        raise moved_on()
    at.last_position += 1
    seat = Seat(
        workshop=at,
        participation=participation,
        state=state,
        position=at.last_position,
        version=1,
        **columns,
    )
    _count(at, "", state, seat.count)
    insert_many([seat])
    usual = Reason.REGISTERED if state == State.SEATED else Reason.QUEUED
    insert_many([SeatMove(seat=seat, target=state, by=by, reason=reason or usual, why=why)])
    return seat


def move(
    at: Workshop,
    seat: Seat,
    target: Seat.State,
    *,
    by: User | None,
    reason: SeatMove.Reason,
    why: str = "",
    **columns: Any,
) -> SeatMove:
    """Move a seat of a locked workshop, with its `columns`.

    Raises ValidationError('moved') when its life has no such move.
    """
    origin = seat.state
    row = Seat.objects.filter(pk=seat.pk, state=origin)
    version = seat.version + 1
    if not lives.move(row, Seat.MOVES, target, version=version, **columns):
        raise moved_on()
    for name, value in {"state": target, "version": version, **columns}.items():
        setattr(seat, name, value)
    _count(at, origin, target, seat.count)
    if target == State.LEFT and at.meeting_id:
        _let_out(at, seat)
    return SeatMove.objects.create(
        seat=seat, origin=origin, target=target, by=by, reason=reason, why=why
    )


def _let_out(at: Workshop, seat: Seat) -> None:
    """Whoever had come in by the link before the hour is let in no more, and was not there."""
    Guest.objects.filter(meeting=at.meeting_id, about=f"seat {seat.pk}").delete()
    Arrival.objects.filter(seat=seat, how=Arrival.How.LINK).delete()


def moved_on() -> ValidationError:
    """That the seat is not where the page showed it any more."""
    return ValidationError(
        _("This has changed meanwhile. Please look at the page again."), code="moved"
    )


def _count(at: Workshop, origin: str, target: str, seats: int) -> None:
    """Keep what the workshop counts: seats that are held, people who wait.

    The ceiling only falls, with the people that a lowered capacity has kept: a seat too many is
    refused by the database, whatever the code believes.
    """
    held = (target in Seat.HOLDING) - (origin in Seat.HOLDING)
    waiting = (target == State.WAITING) - (origin == State.WAITING)
    at.taken, at.waiting = at.taken + held * seats, at.waiting + waiting
    if held < 0:
        at.ceiling = max(at.capacity, at.taken)
    change = {"held": held * seats, "waiting": waiting, "key": at.pk}
    same = {"last_position": at.last_position, "ceiling": at.ceiling}
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {**change, **same})
