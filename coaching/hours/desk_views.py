"""Pages of experts at the desk: the list, one of them, the charter, the letter of a year."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coaching.hours import lives
from coaching.hours.access import managed, of_the_desk
from coaching.hours.attesting import attested, years
from coaching.hours.attesting import letter as letter_of
from coaching.hours.forgetting import may_be_forgotten
from coaching.hours.forms import BesideForm, CharterForm, ExpertForm
from coaching.hours.handing import may_leave
from coaching.models import Booking, Expert
from core.delivery import protect
from core.refusals import saying_beside
from people.access import manages, staff, stop_in_charge, stop_managed

if TYPE_CHECKING:
    from django.http import HttpRequest

audit = logging.getLogger("microlabs.audit")
ASKED = ["GET", "HEAD", "POST"]
State = Expert.State
TABS = (
    (State.ASKED, State.CHECKED),
    (State.ACTIVE,),
    (State.PAUSED,),
    (State.LEFT, State.REFUSED),
)


@require_safe
def experts(request: HttpRequest, stop: str) -> HttpResponse:
    """Everybody who asked to help, helps or helped: by state, with what they give."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    asked = request.GET.get("state", "")
    here = next((tab for tab in TABS if asked in tab), TABS[1])
    rows = Expert.objects.filter(center=at.center_id)
    counts = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    now = timezone.now()
    coming = Q(bookings__state__in=Booking.TAKING, bookings__starts_at__gt=now)
    shown = rows.filter(state__in=here).annotate(coming=Count("bookings", filter=coming))
    context = {
        "stop": at,
        "experts": shown.prefetch_related("themes").order_by("pk"),
        "tabs": [
            (tab[0], State(tab[0]).label, sum(counts.get(each, 0) for each in tab), tab == here)
            for tab in TABS
        ],
        "may_manage": manages(user, at),
    }
    return render(request, "coaching/hours/experts.html", context)


@require_http_methods(ASKED)
def new(request: HttpRequest, stop: str) -> HttpResponse:
    """Write down somebody who wants to help, and told the team so."""
    at = stop_managed(staff(request), stop)
    form = ExpertForm(request.POST if request.method == "POST" else None, center=at.center)
    if request.method == "POST" and form.is_valid():
        with saying_beside(form):
            expert = lives.keep(Expert(center=at.center), form.values())
            audit.info("user %s wrote expert %s down", request.user.pk, expert.pk)
            messages.success(request, _("It is kept."))
            return redirect("experts:one", at.slug, expert.pk)
    context = {"stop": at, "form": form, "expert": None}
    status = 422 if form.errors else 200
    return render(request, "coaching/hours/expert_form.html", context, status=status)


@require_safe
def one(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """One expert: what they offer, what they signed, what they gave, what can be done."""
    at, expert = of_the_desk(request, stop, number)
    signed = expert.signed.select_related("charter").first()
    context = {
        "stop": at,
        "expert": expert,
        "helps": expert.helps_with.select_related("theme").order_by("theme__position"),
        "provinces": list(expert.provinces.all()),
        "signed": signed,
        "has_signed": lives.has_signed(expert),
        "given": [attested(expert, year) for year in years(expert)],
        "beside": BesideForm(expert=expert),
        "may_manage": manages(staff(request), at),
        "may_leave": may_leave(expert),
        "may_be_forgotten": may_be_forgotten(expert),
    }
    return render(request, "coaching/hours/expert.html", context)


@require_http_methods(ASKED)
def change(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """Put right what stands about somebody."""
    at, expert = managed(request, stop, number)
    typed = request.POST if request.method == "POST" else None
    form = ExpertForm(typed, center=at.center, expert=expert)
    if request.method == "POST" and form.is_valid():
        with saying_beside(form):
            lives.keep(expert, form.values())
            audit.info("user %s changed expert %s", request.user.pk, expert.pk)
            messages.success(request, _("It is kept."))
            return redirect("experts:one", at.slug, expert.pk)
    context = {"stop": at, "form": form, "expert": expert}
    status = 422 if form.errors else 200
    return render(request, "coaching/hours/expert_form.html", context, status=status)


@require_http_methods(ASKED)
def charter(request: HttpRequest, stop: str) -> HttpResponse:
    """The versions of the charter, who signed them, and a new one."""
    at = stop_managed(staff(request), stop)
    form = CharterForm(request.POST if request.method == "POST" else None, center=at.center)
    if request.method == "POST" and form.is_valid():
        with saying_beside(form):
            kept = lives.word_charter(at.center, form.cleaned_data)
            audit.info("user %s put charter %s in force", request.user.pk, kept.pk)
            messages.success(request, _("It is in force. Whoever helps is asked to sign it."))
            return redirect("experts:charter", at.slug)
    versions = at.center.charters.annotate(many=Count("signed"))
    context = {"stop": at, "form": form, "versions": versions}
    status = 422 if form.errors else 200
    return render(request, "coaching/hours/charters.html", context, status=status)


@require_safe
def letter(request: HttpRequest, stop: str, number: int, year: int) -> HttpResponse:
    """The letter in which the center attests the hours of a year."""
    _at, expert = of_the_desk(request, stop, number)
    return letter_answer(expert, year)


def letter_answer(expert: Expert, year: int) -> HttpResponse:
    """The paper as it is handed out; there is none of a year without sessions."""
    if year not in years(expert):
        raise Http404
    drawn = HttpResponse(letter_of(expert, year), content_type="application/pdf")
    return protect(drawn, name=f"attestation-{expert.pk}-{year}.pdf")
