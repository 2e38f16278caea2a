"""One session under its signed link, for whoever holds it. A GET, even by a robot, is harmless."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from coaching.booking import actions
from coaching.booking.links import session_of, session_url
from coaching.hours.feeds import of_bookings
from coaching.models import Slot
from coaching.public import cards
from coaching.public.shown import Shown
from coaching.session.rooms import guest_of
from core import appointments
from core.delivery import protect
from core.doors import private
from core.language import for_reader
from meetings.actions import enter
from meetings.onward import gone_on, own_room
from people.standing import themselves

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.utils.translation import override
    from django_stubs_ext import StrPromise

    from coaching.models import Booking
    from people.models import User

    Act = Callable[..., Booking]


@private
@require_safe
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """What is next with this session: join, move, give it back; or answer an offer."""
    booking = session_of(token)
    with _for(request, booking):
        return _page(request, booking)


@private
@require_POST
def acceptance(request: HttpRequest, token: str) -> HttpResponse:
    """Take the hour that is offered. Idempotent."""
    return _done(request, session_of(token), actions.accept, _("The session is yours."))


@private
@require_POST
def refusal(request: HttpRequest, token: str) -> HttpResponse:
    """This hour does not suit: it goes on, and the request waits for another one. Idempotent."""
    said = _("It is noted. You stay where you are in the order, and are offered the next hour.")
    return _done(request, session_of(token), actions.decline, said)


@private
@require_POST
def leaving(request: HttpRequest, token: str) -> HttpResponse:
    """I cannot come: the hour goes to somebody who waits. Idempotent."""
    said = _("The session is cancelled, and the expert sees it. Thank you for saying so.")
    return _done(request, session_of(token), actions.cancel, said)


@private
@require_safe
def hours(request: HttpRequest, token: str) -> HttpResponse:
    """Other hours for this session; until one is chosen, it stays."""
    booking = session_of(token)
    with _for(request, booking):
        return _page(request, booking, template="coaching/public/moving.html")


@private
@require_POST
def moving(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """Move to this hour; whoever cannot move keeps the session."""
    booking = session_of(token)
    to = get_object_or_404(Slot, pk=pk, stop=booking.stop_id)

    def act(old: Booking, *, by: User | None) -> Booking:
        return actions.move(old, to, by=by)

    said = _("Your session has moved.")
    return _done(request, booking, act, said, template="coaching/public/moving.html")


@private
@require_POST
def joining(request: HttpRequest, token: str) -> HttpResponse:
    """Come into the room of the session; not before its time."""
    booking = session_of(token)
    with _for(request, booking):
        shown = Shown(booking)
        if not shown.can_join:
            return redirect(shown.url)
        guest = guest_of(booking)
        try:
            enter(guest)
        except ValidationError:  # moved meanwhile: the page says when it is now
            return redirect(shown.url)
        own = own_room(guest)
        return redirect(own) if own else gone_on(request, guest)


@private
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The session for one's calendar."""
    booking = session_of(token)
    with _for(request, booking):
        drawn = HttpResponse(of_bookings([booking]), content_type="text/calendar; charset=utf-8")
    return protect(drawn, name=f"session-{booking.pk}.ics")


@private
@require_safe
def card(_request: HttpRequest, token: str, language: str) -> HttpResponse:
    """The session as a picture, to keep."""
    booking = session_of(token)
    return appointments.answer(language, lambda: cards.words_of(booking))


def _done(
    request: HttpRequest,
    booking: Booking,
    act: Act,
    said: StrPromise,
    template: str = "coaching/public/mine.html",
) -> HttpResponse:
    """Act; then show the session as it is now, or the same page with the refusal (422)."""
    with _for(request, booking):
        by = themselves(request.user, booking.participation) if booking.participation else None
        try:
            now = act(booking, by=by)
        except ValidationError as refused:
            return _page(request, booking, refused, template=template)
        messages.success(request, str(said))
        return redirect(session_url(now))


def _page(
    request: HttpRequest,
    booking: Booking,
    refused: ValidationError | None = None,
    template: str = "coaching/public/mine.html",
) -> HttpResponse:
    if refused:  # it may stand otherwise by now
        booking.refresh_from_db()
    shown = Shown(booking)
    context: dict[str, Any] = {
        "shown": shown,
        "booking": booking,
        "stop": booking.stop,
        "refused": refused.messages if refused else [],
    }
    return render(request, template, context, status=422 if refused else 200)


def _for(request: HttpRequest, booking: Booking) -> override:
    person = booking.person
    return for_reader(request, person.language if person else request.LANGUAGE_CODE)
