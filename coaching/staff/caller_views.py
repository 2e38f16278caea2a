"""A team books for somebody who calls: who it is, on what, which hour, how they meet."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.booking.actions import book
from coaching.booking.asking import ask
from coaching.booking.confirming import Asking, ForCaller
from coaching.booking.finding import others
from coaching.booking.looking import Looking, themes_of
from coaching.models import Booking, BookingMove
from coaching.staff.access import slot_at
from core.refusals import saying_beside
from core.searches import LONGEST, WORDS, keep_words, words_at
from people.access import staff, stop_managed
from people.looking import named
from people.models import Participation

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from coaching.models import Slot
    from programs.models import Stop, Theme

audit = logging.getLogger("microlabs.audit")
UNPROCESSABLE = 422
PEOPLE = 20  # as many are shown
LATEST = 5  # sessions of a caller


@require_http_methods(["GET", "HEAD", "POST"])
def callers(request: HttpRequest, stop: str) -> HttpResponse:
    """Look for somebody who takes part (POST): no address holds a name; who was found (GET)."""
    at = stop_managed(staff(request), stop)
    if request.method == "POST":
        words = request.POST.get("q", "").strip()
        query = f"?{urlencode({WORDS: keep_words(request, words)})}" if words else ""
        return redirect(f"{reverse('coaching:callers', args=[at.slug])}{query}")
    words = words_at(request, request.GET.get(WORDS, ""))
    there = Participation.objects.filter(stop=at).select_related("person")
    found = there.filter(named(words, of="person")) if words else there.none()
    context = {
        "stop": at,
        "words": words,
        "longest": LONGEST,
        "found": list(found.order_by("person__name_key", "pk")[:PEOPLE]),
    }
    return render(request, "coaching/staff/callers.html", context)


@require_safe
def caller(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """One caller: their sessions, what they need; for a theme, the nearest free hours."""
    at = stop_managed(staff(request), stop)
    return _caller(request, Looking(at, request.GET, _person(at, pk)), Asking())


@require_http_methods(["GET", "HEAD", "POST"])
def slot(request: HttpRequest, stop: str, pk: int, to: int) -> HttpResponse:
    """One hour for a caller: how they meet, on which number; book it. Nothing typed is lost."""
    user = staff(request)
    at = stop_managed(user, stop)
    person, found = _person(at, pk), slot_at(at, to)
    looking = Looking(at, request.GET, person)
    theme = found.theme or looking.theme
    if theme is None:
        return redirect("coaching:caller", at.slug, pk)
    sent = request.POST if request.method == "POST" else None
    form = ForCaller(sent, slot=found, participation=person, mode=looking.mode)
    if form.is_valid():
        why = BookingMove.Reason.FOR_CALLER
        values = form.cleaned_data
        try:
            booking = book(found, person, theme=theme, by=user, reason=why, **values)
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            audit.info("user %s booked session %s for a caller", user.pk, booking.pk)
            messages.success(request, _("It is booked, and they are told."))
            return redirect("coaching:session", at.slug, booking.pk)
    return _slot(request, found, theme, form, person)


@require_POST
def asking(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Ask for a session for a caller to whom no hour suits."""
    user = staff(request)
    at = stop_managed(user, stop)
    person = _person(at, pk)
    looking = Looking(at, request.POST, person)
    if looking.theme is None:
        return redirect("coaching:caller", at.slug, pk)
    form = Asking(request.POST)
    if form.is_valid():
        wish: dict[str, Any] = {"experts": looking.wished, "woman": looking.woman}
        modes = looking.wish.modes
        with saying_beside(form):
            made = ask(person, looking.theme, modes=modes, by=user, **wish, **form.cleaned_data)
            audit.info("user %s made request %s for a caller", user.pk, made.pk)
            messages.success(request, _("It is noted: they wait for an hour."))
            return redirect("coaching:requests", at.slug)
    return _caller(request, looking, form)


def _person(at: Stop, pk: int) -> Participation:
    rows = Participation.objects.select_related("person")
    return get_object_or_404(rows, stop=at, pk=pk)


def _caller(request: HttpRequest, looking: Looking, form: Asking) -> HttpResponse:
    person = looking.participation
    latest = Booking.objects.filter(participation=person).select_related("expert", "theme")
    proposed, rest = themes_of(looking.stop, person)
    context = {
        "stop": looking.stop,
        "person": person,
        "looking": looking,
        "proposed": proposed,
        "themes": rest,
        "latest": list(latest.order_by("-starts_at", "pk")[:LATEST]),
        "form": form,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "coaching/staff/caller.html", context, status=status)


def _slot(
    request: HttpRequest, at: Slot, theme: Theme, form: ForCaller, person: Participation
) -> HttpResponse:
    at.refresh_from_db(fields=["state", "taken"])
    refused = bool(form.non_field_errors()) or not at.free
    context = {
        "stop": at.stop,
        "slot": at,
        "theme": theme,
        "person": person,
        "form": form,
        "others": others(at, person, theme) if refused else [],
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "coaching/staff/slot.html", context, status=status)
