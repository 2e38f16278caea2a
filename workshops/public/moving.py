"""A seat is moved to another date of its series: both or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.locks import patient
from workshops.models import Seat
from workshops.seats.actions import leave, register
from workshops.seats.checks import full
from workshops.seats.locking import locked_all
from workshops.seats.moving import moved_on

if TYPE_CHECKING:
    from people.models import User
    from workshops.models import Workshop


@patient
def move_seat(seat: Seat, to: Workshop, *, by: User | None = None) -> Seat:
    """Leave one date and sit in another; the seat that one has is lost only for a better one.

    Raises ValidationError('full') when nothing is free there any more, or what `leave` and
    `register` refuse; 'moved' for a seat that one has no more.
    """
    locked_all(seat.workshop_id, to.pk)  # in one order, before either is changed
    now = Seat.objects.get(pk=seat.pk)
    there = to.seats.live().filter(participation=seat.participation_id)
    if not (now.is_live or there.exists()):  # given back, or passed on, before
        raise moved_on()
    leave(seat, by=by)
    moved = register(
        to,
        seat.participation,
        count=seat.count,
        companion_name=seat.companion_name,
        companion_phone=seat.companion_phone,
        by=by,
    )
    if moved.state != Seat.State.SEATED:
        raise full()
    return moved
