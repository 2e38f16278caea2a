"""Which stop, session or request of the desk somebody opens: those of their centers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from coaching.booking.links import with_all
from coaching.models import Request, Slot
from coaching.staff.waiting import OF_LETTER
from people.access import staff, stop_in_charge, stop_managed
from people.unnamed import named

if TYPE_CHECKING:
    from django.http import HttpRequest

    from coaching.models import Booking
    from programs.models import Stop


def seen(request: HttpRequest, stop: str, pk: int) -> Booking:
    """A session of a stop whose team one belongs to."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    return get_object_or_404(with_all(), named(user, person="person"), stop=at, pk=pk)


def changed(request: HttpRequest, stop: str, pk: int) -> Booking:
    """The same, for a manager."""
    at = stop_managed(staff(request), stop)
    return get_object_or_404(with_all(), stop=at, pk=pk)


def asked(request: HttpRequest, stop: str, pk: int) -> Request:
    """A request of a stop that one manages."""
    at = stop_managed(staff(request), stop)
    rows = Request.objects.select_related(*OF_LETTER)
    return get_object_or_404(rows, participation__stop=at, pk=pk)


def slot_at(stop: Stop, pk: int) -> Slot:
    """An hour of a stop."""
    rows = Slot.objects.select_related("expert", "theme", "stop")
    return get_object_or_404(rows, pk=pk, stop=stop)
