"""The way of an expert into the room of a session, signed in or by the link of the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coaching.models import Booking, Mode
from coaching.session.opened import linked_session, written_by
from coaching.session.rooms import host_of
from core.doors import private
from core.refusals import saying_why
from meetings.actions import enter
from meetings.onward import gone_on, own_room

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from coaching.session.opened import Held


@require_POST
def room(request: HttpRequest, pk: int) -> HttpResponse:
    """Go in as the one who leads, or beside them; not before the door opens.

    Who only reads sessions hears none.
    """
    return _entered(request, written_by(request, pk))


@private
@require_POST
def room_by_link(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """The same by the private link of the day."""
    return _entered(request, linked_session(token, pk))


def _entered(request: HttpRequest, held: Held) -> HttpResponse:
    booking = held.booking
    if booking.mode != Mode.VIDEO or booking.state != Booking.State.BOOKED:
        messages.error(request, _("This session is not held in a room."))
        return redirect(held.home)
    host = host_of(booking, held.by, aside=held.home)
    with saying_why(request):
        enter(host)
        own = own_room(host)
        return redirect(own) if own else gone_on(request, host)
    return redirect(held.home)
