"""The public pages of coaching: a theme, an hour, a yes; where no hour is free, a request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.booking.actions import book
from coaching.booking.asking import ask, take_back
from coaching.booking.confirming import Asking, Confirming
from coaching.booking.finding import others
from coaching.booking.links import session_url
from coaching.booking.looking import Looking, themes_of
from coaching.models import Booking
from coaching.public.hour import full_hour, hour_or_404
from coaching.public.path import path_of
from coaching.public.too_late import UNPROCESSABLE, seen_or_404, told_too_late
from core.refusals import saying_beside, saying_why
from people.models import User
from people.standing import participation_of
from programs.models import Stop, Theme

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from coaching.models import Slot
    from people.models import Participation

ANNOUNCED = Stop.objects.announced().select_related("center__region")


@login_not_required
@require_safe
def find(request: HttpRequest, slug: str) -> HttpResponse:
    """What experts of a stop help with; for a theme, the nearest free hours."""
    stop = get_object_or_404(ANNOUNCED, slug=slug)
    participation = participation_of(request.user, stop)
    looking = Looking(stop, request.GET, participation)
    if looking.theme is None:
        return _themes(request, stop, participation)
    return _hours(request, looking, Asking())


@require_http_methods(["GET", "HEAD", "POST"])
def slot(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One hour: how, on which number (GET); book it (POST). Idempotent; nothing typed is lost."""
    is_sent = request.method == "POST"
    at = seen_or_404(request, slug, pk) if is_sent else hour_or_404(request, slug, pk)
    if is_sent and (told := told_too_late(request, at)):
        return told
    participation = participation_of(request.user, at.stop)
    if participation is None:
        return redirect("sessions:find", slug)
    looking = Looking(at.stop, request.GET, participation)
    theme = at.theme or looking.theme
    if theme is None:
        return redirect("sessions:find", slug)
    if at.is_own and not at.is_known:
        return redirect(session_url(_own(at, participation)))
    sent = request.POST if is_sent else None
    form = Confirming(sent, slot=at, participation=participation, mode=looking.mode)
    if form.is_valid():
        values = form.cleaned_data
        try:
            booking = book(at, participation, theme=theme, by=cast("User", request.user), **values)
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Your session is booked."))
            return redirect(session_url(booking))
    whole = full_hour(at.asked) if is_sent else at
    return _slot(request, whole, theme, form, participation)


def _own(at: Slot, participation: Participation) -> Booking:
    """The session for which this very person has the hour, as whoever goes back to it finds."""
    taking = Booking.objects.filter(slot=at, person=participation.person)
    return taking.get(state__in=Booking.TAKING)


def _slot(
    request: HttpRequest, at: Slot, theme: Theme, form: Confirming, participation: Participation
) -> HttpResponse:
    """The form of one hour; once that is not free any more, others beside it."""
    refused = bool(form.non_field_errors()) or not at.free
    context: dict[str, Any] = {
        "stop": at.stop,
        "slot": at,
        "theme": theme,
        "form": form,
        "others": others(at, participation, theme) if refused else [],
        "asks_the_center": form.has_error(NON_FIELD_ERRORS, "notice")
        or form.has_error(NON_FIELD_ERRORS, "call-first"),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "coaching/public/slot.html", context, status=status)


@require_POST
def asking(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a session on a theme for which no hour is free, or none that suits."""
    stop = get_object_or_404(ANNOUNCED, slug=slug)
    participation = participation_of(request.user, stop)
    looking = Looking(stop, request.POST, participation)
    if participation is None or looking.theme is None:
        return redirect("sessions:find", slug)
    form = Asking(request.POST)
    if form.is_valid():
        wish: dict[str, Any] = {"experts": looking.wished, "woman": looking.woman}
        modes, by = looking.wish.modes, cast("User", request.user)
        with saying_beside(form):
            ask(participation, looking.theme, modes=modes, by=by, **wish, **form.cleaned_data)
            said = _("It is noted. We write to you as soon as an hour is free for you.")
            messages.success(request, said)
            return redirect("sessions:find", slug)
    return _hours(request, looking, form)


@require_POST
def withdrawal(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Not interested any more in a session that one has asked for. Idempotent."""
    stop = get_object_or_404(ANNOUNCED, slug=slug)
    participation = participation_of(request.user, stop)
    if participation is None:
        return redirect("sessions:find", slug)
    own = get_object_or_404(participation.session_requests, pk=pk)
    with saying_why(request):
        take_back(own, by=cast("User", request.user))
        messages.success(request, _("It is noted."))
    return redirect("sessions:find", slug)


def _themes(request: HttpRequest, stop: Stop, participation: Participation | None) -> HttpResponse:
    proposed, rest = themes_of(stop, participation)
    context = {
        "stop": stop,
        "participation": participation,
        "proposed": proposed,
        "themes": rest,
        "own": path_of(participation) if participation else None,
        "is_outside": participation is None and isinstance(request.user, User),
    }
    return render(request, "coaching/public/themes.html", context)


def _hours(request: HttpRequest, looking: Looking, form: Asking) -> HttpResponse:
    context = {
        "stop": looking.stop,
        "looking": looking,
        "form": form,
        "is_outside": looking.participation is None and isinstance(request.user, User),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "coaching/public/hours.html", context, status=status)
