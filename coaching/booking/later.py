"""A session put off by a digit: to the next hour that is free, as its page would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coaching.booking.actions import move
from coaching.booking.checks import moved_on
from coaching.booking.days import wish_of
from coaching.booking.finding import free_slots
from coaching.models import Booking

if TYPE_CHECKING:
    from coaching.models import Slot

LOOKED_AT = 200  # free hours


def put_off(booking: Booking) -> Booking:
    """Move a booked session to the first hour free after it; another answer goes on from there.

    Raises ValidationError('none') when no later hour is free, and as `move` does: it stays then.
    """
    if booking.state != Booking.State.BOOKED:
        raise moved_on()
    slot = _later(booking)
    if slot is None:
        raise ValidationError(
            _("No later time is free now: your session stays where it is."), code="none"
        )
    return move(booking, slot)


def _later(booking: Booking) -> Slot | None:
    found = free_slots(wish_of(booking), limit=LOOKED_AT)
    after = [slot for slot in found if slot.starts_at > booking.starts_at]
    return min(after, key=lambda slot: (slot.starts_at, slot.pk), default=None)
