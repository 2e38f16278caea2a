"""One seat under its signed link, for whoever holds it. A GET, even by a robot, is harmless."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from core import appointments
from core.doors import private
from core.language import for_reader
from meetings.actions import enter
from meetings.links import GUEST
from meetings.onward import is_ours, onward
from people.standing import themselves
from workshops.hall.meetings import guest_of
from workshops.public import calendars, cards
from workshops.public.moving import move_seat
from workshops.public.shown import Shown, other_dates
from workshops.seats import actions
from workshops.seats.links import seat_of, seat_url

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.utils.translation import override
    from django_stubs_ext import StrPromise

    from people.models import User
    from workshops.models import Seat

    Act = Callable[..., Seat]


@private
@require_safe
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """What is next with this seat: join, call in, move, give it back; or answer an offer."""
    seat = seat_of(token)
    with _for(request, seat):
        return _page(request, seat)


@private
@require_POST
def acceptance(request: HttpRequest, token: str) -> HttpResponse:
    """Take the seat that is offered; `swap` gives back what one holds at that hour. Idempotent."""
    act = actions.swap if "swap" in request.POST else actions.accept
    return _done(request, seat_of(token), act, _("The seat is yours."))


@private
@require_POST
def refusal(request: HttpRequest, token: str) -> HttpResponse:
    """Not interested any more: leave the list, or the seat that is offered. Idempotent."""
    said = _("It is noted.")
    return _done(request, seat_of(token), actions.decline, said)


@private
@require_POST
def leaving(request: HttpRequest, token: str) -> HttpResponse:
    """I cannot come: the seat goes to somebody who waits. Idempotent."""
    said = _("Your seat is free for somebody else.")
    return _done(request, seat_of(token), actions.leave, said)


@private
@require_POST
def moving(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """Another date of the same series; who cannot move keeps the seat."""
    seat = seat_of(token)
    to = other_dates(seat).filter(number=number).first()
    with _for(request, seat):
        if to is None:
            refused = ValidationError(_("There is no free seat left on that date."), code="full")
            return _page(request, seat, refused)

        def act(old: Seat, *, by: User | None) -> Seat:
            return move_seat(old, to, by=by)

        return _done(request, seat, act, _("Your seat has moved to the other date."))


@private
@require_POST
def joining(request: HttpRequest, token: str) -> HttpResponse:
    """Come in: it counts as arrival, and only now the page says where. Not before its time."""
    seat = seat_of(token)
    with _for(request, seat):
        if not Shown(seat).can_join:
            return redirect(seat_url(seat))
        guest = guest_of(seat, aside=reverse("hall_seat:asked", args=[token]))
        try:
            enter(guest)
        except ValidationError:  # moved meanwhile: the page of the seat says when it is now
            return redirect(seat_url(seat))
        if is_ours(guest.meeting):
            return redirect("meetings:stage", GUEST.make(guest.pk))
        context = {
            "workshop": seat.workshop,
            "stop": seat.workshop.stop,
            "onward": onward(guest),
            "back": seat_url(seat),
        }
        answer = render(request, "workshops/public/joining.html", context)
        answer["Referrer-Policy"] = "no-referrer"
        return answer


@private
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The seat for one's calendar."""
    seat = seat_of(token)
    with _for(request, seat):
        return calendars.answer(calendars.of_seats([seat]), name=f"workshop-{seat.pk}.ics")


@private
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Every seat of a person at a stop, for a program that fetches it again and again."""
    own = calendars.fed_by(token)
    with for_reader(request, own.person.language):
        return calendars.answer(calendars.of_path(own), name=f"{own.stop.slug}.ics")


@private
@require_safe
def card(_request: HttpRequest, token: str, language: str) -> HttpResponse:
    """The seat as a picture, to keep and to forward."""
    seat = seat_of(token)
    return appointments.answer(language, lambda: cards.words_of(seat))


def _done(request: HttpRequest, seat: Seat, act: Act, said: StrPromise) -> HttpResponse:
    """Act; then show the seat as it is now, or the same page with the refusal (422)."""
    with _for(request, seat):
        try:
            now = act(seat, by=themselves(request.user, seat.participation))
        except ValidationError as refused:
            return _page(request, seat, refused)
        messages.success(request, str(said))
        return redirect(seat_url(now))


def _page(request: HttpRequest, seat: Seat, refused: ValidationError | None = None) -> HttpResponse:
    if refused:
        seat.refresh_from_db()
    context: dict[str, Any] = {
        "shown": Shown(seat),
        "workshop": seat.workshop,
        "stop": seat.workshop.stop,
        "refused": refused.messages if refused else [],
        "can_swap": bool(refused) and getattr(refused, "code", "") == "clash",
    }
    status = 422 if refused else 200
    return render(request, "workshops/public/mine.html", context, status=status)


def _for(request: HttpRequest, seat: Seat) -> override:
    return for_reader(request, seat.participation.person.language)
