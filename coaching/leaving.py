"""What somebody who stops taking part gives back: their coming sessions, for those who wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from coaching.booking import letters
from coaching.booking.actions import give_back
from coaching.booking.locking import locked_all
from coaching.booking.moving import booking_in, move
from coaching.door.actions import forget_numbers_of
from coaching.models import Booking, BookingMove
from coaching.session.forgetting import forget, part_with

if TYPE_CHECKING:
    from coaching.models import Slot
    from coaching.models.bookings import BookingQuerySet
    from people.models import Participation, User


def hold(participation: Participation) -> None:
    """Lock the slots of what is still to come, in their order."""
    locked_all(*_held(participation).values_list("slot", flat=True))


def leaving(participation: Participation, *, by: User | None) -> None:
    """Cancel every session that is still to come or of which nobody wrote what became of it.

    The clock offers slots that come free to the next who wait. Sessions that were held or missed
    stay, without their person. All rows are held by now, but for one that was booked meanwhile.
    """
    held = _held(participation)
    slots = locked_all(*held.values_list("slot", flat=True))
    for booking in held.order_by("slot"):
        at = slots[booking.slot_id]
        _cancel(at, booking_in(at, booking), by=by)
    forget(Booking.objects.filter(participation=participation))
    part_with(participation)
    forget_numbers_of(participation)


def _held(participation: Participation) -> BookingQuerySet:
    return Booking.objects.filter(participation=participation, state__in=Booking.TAKING)


def _cancel(at: Slot, row: Booking, *, by: User | None) -> None:
    """Give one that comes back, and tell its expert; one that has begun only ends."""
    if at.starts_at > timezone.now():
        give_back(at, row, by=by, reason=BookingMove.Reason.LEFT)
        return
    move(at, row, Booking.State.CANCELLED, by=by, reason=BookingMove.Reason.LEFT)
    letters.hush(row)
