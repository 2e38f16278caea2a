"""An expert's own pages: hours, the charter, the calendar outside, single slots, the letter."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.hours import keeping, lives, outside
from coaching.hours.access import about, changed, own, page_of, seen
from coaching.hours.attesting import attested, years
from coaching.hours.desk_views import letter_answer
from coaching.hours.forms import Signing
from coaching.hours.hour_forms import CalendarForm
from coaching.hours.planned import packed
from coaching.hours.weeks import week_of
from coaching.models import Expert, OutsideCalendar, Slot
from core.doors import asked_too_often, in_a_hurry
from core.language import language_of_page
from core.refusals import saying_beside, saying_why

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from people.models import User

audit = logging.getLogger("microlabs.audit")
ASKED = ["GET", "HEAD", "POST"]
MANY = 20  # calendars that one network may try in an hour: each is a call of ours
LIVE = (Expert.State.CHECKED, Expert.State.ACTIVE, Expert.State.PAUSED)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The way to one's own hours: of the one center that one helps, or a list of several."""
    user = cast("User", request.user)
    rows = Expert.objects.filter(user=user).select_related("center").order_by("pk")
    found = [each for each in rows if each.state in LIVE] or list(rows)
    if not found:
        raise Http404
    if len(found) == 1:
        return redirect("hours:hours", found[0].pk)
    return render(request, "coaching/hours/several.html", {"experts": found})


@require_safe
def hours(request: HttpRequest, number: int) -> HttpResponse:
    """When an expert has time, what came of it, and what closes it."""
    expert = seen(request, number)
    user = cast("User", request.user)
    if expert.state == Expert.State.CHECKED and expert.user_id == user.pk:
        return redirect("hours:charter", expert.pk)
    today = timezone.localdate()
    week = week_of(expert, request.GET.get("week", ""))
    context = {
        **about(request, expert),
        "back": page_of(user, expert),
        "rules": expert.rules.exclude(last_on__lt=today).select_related("stop", "theme"),
        "days": [
            (row, packed(row, expert))
            for row in expert.single_days.filter(day__gte=today).select_related("stop", "theme")
        ],
        "absences": expert.absences.filter(last_on__gte=today),
        "week": week,
        "calendar": OutsideCalendar.objects.filter(expert=expert).first(),
        "has_signed": lives.has_signed(expert),
        "given": [attested(expert, year) for year in years(expert)],
    }
    return render(request, "coaching/hours/hours.html", context)


@require_http_methods(ASKED)
def charter(request: HttpRequest, number: int) -> HttpResponse:
    """The charter in force, for its expert to read and to sign."""
    expert = own(request, number)
    text = lives.charter_of(expert.center)
    form = Signing(request.POST if request.method == "POST" else None, charter=text)
    if request.method == "POST" and text is not None and form.is_valid():
        with saying_beside(form):
            lives.sign(expert, text, language=language_of_page())
            audit.info("expert %s signed charter %s", expert.pk, text.pk)
            messages.success(request, _("Thank you. It is signed."))
            return redirect("hours:hours", expert.pk)
    context = {**about(request, expert), "charter": text, "form": form}
    context["signed"] = expert.signed.filter(charter=text).first() if text else None
    status = 422 if form.errors else 200
    return render(request, "coaching/hours/charter.html", context, status=status)


@require_safe
def letter(request: HttpRequest, number: int, year: int) -> HttpResponse:
    """The letter in which the center attests the hours that one gave in a year."""
    return letter_answer(seen(request, number), year)


@require_http_methods(ASKED)
def calendar(request: HttpRequest, number: int) -> HttpResponse:
    """The address of one's own calendar: read once before it is kept, and not shown again.

    Whoever has it reads the whole calendar, and a team opens this page too.
    """
    expert = changed(request, number)
    kept = OutsideCalendar.objects.filter(expert=expert).first()
    form = CalendarForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and asked_too_often(request, "calendars", per_hour=MANY):
        form.add_error(None, in_a_hurry())
    elif request.method == "POST" and form.is_valid():
        with saying_beside(form):
            outside.connect(expert, form.cleaned_data["url"], form.found)
            audit.info("user %s connected a calendar to expert %s", request.user.pk, expert.pk)
            messages.success(request, _("It is connected: what is busy there is closed here."))
            return redirect("hours:hours", expert.pk)
    context = {**about(request, expert), "form": form, "calendar": kept}
    context["host"] = urlsplit(kept.url).hostname if kept else ""
    status = 422 if form.errors else 200
    return render(request, "coaching/hours/calendar.html", context, status=status)


@require_POST
def disconnection(request: HttpRequest, number: int) -> HttpResponse:
    """Forget the calendar; what it closed opens again."""
    expert = changed(request, number)
    with saying_why(request):
        outside.disconnect(expert)
        messages.success(request, _("The calendar is forgotten."))
    return redirect("hours:hours", expert.pk)


@require_POST
def closing(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """Close one free slot."""
    expert = changed(request, number)
    slot = get_object_or_404(Slot, expert=expert, pk=pk)
    with saying_why(request):
        keeping.shut(slot)
    return _week(expert, slot)


@require_POST
def opening(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """Open one again that was closed by hand."""
    expert = changed(request, number)
    slot = get_object_or_404(Slot, expert=expert, pk=pk)
    with saying_why(request):
        keeping.open_again(slot)
    return _week(expert, slot)


def _week(expert: Expert, slot: Slot) -> HttpResponse:
    """Back to the week of an hour, not to the top of the page."""
    return redirect(f"{reverse('hours:hours', args=[expert.pk])}?week={slot.on:%Y-%m-%d}#week")
