"""What somebody who stops taking part gives back: their coming sessions, for those who wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from coaching.booking.actions import give_back
from coaching.booking.locking import locked_all
from coaching.booking.moving import booking_in, move
from coaching.models import Booking, BookingMove
from coaching.session.forgetting import forget

if TYPE_CHECKING:
    from people.models import Participation, User

Reason = BookingMove.Reason


def leaving(participation: Participation, *, by: User | None) -> None:
    """Cancel every session that has not begun; the clock offers the slots to the next who wait.

    Sessions that are over stay, without their person; of one of which nobody has said what became,
    nobody will. All rows are locked first, in their order.
    """
    held = Booking.objects.filter(participation=participation, state__in=Booking.TAKING)
    slots = locked_all(*held.values_list("slot", flat=True))
    for booking in held.order_by("slot"):
        at = slots[booking.slot_id]
        row = booking_in(at, booking)
        if row.starts_at > timezone.now():
            give_back(at, row, by=by, reason=Reason.LEFT)
        else:
            move(at, row, Booking.State.CANCELLED, by=by, reason=Reason.LEFT, offered_until=None)
    forget(participation)
    forgotten = {"person": None, "phone": "", "words": ""}
    Booking.objects.filter(participation=participation).update(**forgotten)
