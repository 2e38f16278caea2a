"""Pages of one row of an expert's hours: of every week, of a day, of an absence."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from coaching.booking.days import hit_by
from coaching.hours import keeping
from coaching.hours.access import about, changed
from coaching.hours.hour_forms import AbsenceForm, DayForm, RuleForm
from coaching.models import Absence, SingleDay, WeekRule
from core.refusals import saying_why
from people.access import manages
from programs.models import Stop

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django_stubs_ext import StrOrPromise

    from coaching.hours.slots import Made
    from coaching.models import Booking, Expert
    from people.models import User

audit = logging.getLogger("microlabs.audit")
ASKED = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Kind:
    """One kind of rows: how it is called, typed, kept and taken out; where a refusal stands."""

    title: StrOrPromise
    model: Any
    form: Any
    keep: Callable[[Any], Made]
    remove: Callable[[Any], Made]


KINDS = {
    "rules": Kind(
        gettext_lazy("Hours of every week"), WeekRule, RuleForm, keeping.keep, keeping.take_out
    ),
    "days": Kind(
        gettext_lazy("Hours of one day"), SingleDay, DayForm, keeping.keep, keeping.take_out
    ),
    "absences": Kind(
        gettext_lazy("Days without time"),
        Absence,
        AbsenceForm,
        keeping.be_absent,
        keeping.come_after_all,
    ),
}


@require_http_methods(ASKED)
def new(request: HttpRequest, number: int, of: str) -> HttpResponse:
    """One more row."""
    expert = changed(request, number)
    return _typed(request, expert, of, None)


@require_http_methods(ASKED)
def change(request: HttpRequest, number: int, of: str, pk: int) -> HttpResponse:
    """Put a row right."""
    expert = changed(request, number)
    row = get_object_or_404(KINDS[of].model, expert=expert, pk=pk)
    return _typed(request, expert, of, row)


@require_POST
def deletion(request: HttpRequest, number: int, of: str, pk: int) -> HttpResponse:
    """Take a row out; nothing changes where a session stands in it."""
    expert = changed(request, number)
    row = get_object_or_404(KINDS[of].model, expert=expert, pk=pk)
    with saying_why(request):
        KINDS[of].remove(row)
        audit.info("user %s took a row of %s of expert %s out", request.user.pk, of, expert.pk)
        messages.success(request, _("It is taken out."))
    return redirect("hours:hours", expert.pk)


def _typed(request: HttpRequest, expert: Expert, of: str, row: Any) -> HttpResponse:
    kind = KINDS[of]
    typed = request.POST if request.method == "POST" else None
    form = kind.form(typed, instance=row, expert=expert)
    if request.method == "POST" and form.is_valid():
        try:
            made = kind.keep(form.save(commit=False))
        except ValidationError as refused:
            form.add_error("starts" if "starts" in form.fields else None, refused)
        else:
            audit.info("user %s kept %s of expert %s", request.user.pk, of, expert.pk)
            return _kept(request, expert, form.instance, made)
    context = {**about(request, expert), "form": form, "kind": kind, "of": of, "row": row}
    status = 422 if form.errors else 200
    return render(request, "coaching/hours/row.html", context, status=status)


def _day_url(request: HttpRequest, absence: Absence, hit: list[Booking]) -> str:
    """Where a manager offers these people other hours; an expert leaves it to the team."""
    stops = Stop.objects.filter(pk__in={each.stop_id for each in hit})
    user = cast("User", request.user)
    at = next((stop for stop in stops if manages(user, stop)), None)
    if at is None:
        return ""
    asked = {"expert": absence.expert_id, "first_on": absence.first_on, "last_on": absence.last_on}
    return f"{reverse('coaching:day', args=[at.slug])}?{urlencode(asked)}"


def _kept(request: HttpRequest, expert: Expert, row: Any, made: Made) -> HttpResponse:
    """Say what came of it; of an absence, which sessions it hits and where they are moved."""
    if isinstance(row, Absence):
        hit = hit_by(expert, row.first_on, row.last_on)
        if hit:
            context = {**about(request, expert), "absence": row, "hit": hit}
            context["day_url"] = _day_url(request, row, hit)
            return render(request, "coaching/hours/hit.html", context)
    said = _("It is kept. Hours opened: %(made)s, closed: %(closed)s.")
    messages.success(request, said % {"made": made.made, "closed": made.closed})
    return redirect("hours:hours", expert.pk)
