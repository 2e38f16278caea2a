"""Pages of the plan of a stop: asked for, looked at, changed, carried out by one confirmation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.matching import actions, showing
from coaching.matching.forms import Days, Hour
from coaching.models import MatchLine, MatchPlan
from core.refusals import saying_beside, saying_why
from people.access import staff, stop_managed

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from programs.models import Stop

UNPROCESSABLE = 422
WORKING = (MatchPlan.State.WANTED, MatchPlan.State.CONFIRMED)
SHOWN = 50  # plans of a stop, the newest ones
EVERY = 3  # seconds, after which a page that waits is asked for again


@require_http_methods(["GET", "HEAD", "POST"])
def plans(request: HttpRequest, stop: str) -> HttpResponse:
    """The plans of a stop, and the days of a new one."""
    at = stop_managed(staff(request), stop)
    form = Days(request.POST) if request.method == "POST" else Days()
    if request.method == "POST" and form.is_valid():
        first, last = form.cleaned_data["first"], form.cleaned_data["last"]
        with saying_beside(form, "last"):
            plan = actions.want(at, first=first, last=last, by=staff(request))
            return redirect("matching:plan", at.slug, plan.pk)
    rows = MatchPlan.objects.filter(stop=at).select_related("made_by")[:SHOWN]
    context = {"stop": at, "form": form, "plans": rows}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "coaching/matching/plans.html", context, status=status)


@require_safe
def plan(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """One plan: what it reaches, and its meetings."""
    at, one = _plan(request, stop, pk)
    state = request.GET.get("state", "")
    lines = showing.page(one, request.GET.dict())
    context = {
        "stop": at,
        "plan": one,
        "counts": showing.counts(one),
        "lines": lines.rows,
        **lines.urls({"state": state}),
        "state": state,
        "states": MatchLine.State.choices,
        "works": one.state in WORKING,
    }
    answer = render(request, "coaching/matching/plan.html", context)
    if one.state in WORKING:
        answer.headers["Refresh"] = str(EVERY)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """What will be booked and said, before one press does it."""
    at, one = _plan(request, stop, pk)
    if request.method == "POST":
        if not actions.confirm(one, by=staff(request)):
            messages.info(request, _("This plan is not open any more."))
        return redirect("matching:plan", at.slug, one.pk)
    context = {"stop": at, "plan": one, "counts": showing.counts(one)}
    return render(request, "coaching/matching/confirm.html", context)


@require_POST
def dropping(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Put a plan aside."""
    at, one = _plan(request, stop, pk)
    actions.drop(one)
    messages.success(request, _("The plan is put aside. Nobody was told of it."))
    return redirect("matching:plans", at.slug)


@require_POST
def removal(request: HttpRequest, stop: str, pk: int, line: int) -> HttpResponse:
    """Leave one meeting out."""
    at, one = _plan(request, stop, pk)
    return _done(request, at, _line(one, line), actions.put_out)


@require_POST
def restoring(request: HttpRequest, stop: str, pk: int, line: int) -> HttpResponse:
    """Take one meeting up again."""
    at, one = _plan(request, stop, pk)
    return _done(request, at, _line(one, line), actions.put_back)


@require_http_methods(["GET", "HEAD", "POST"])
def hour(request: HttpRequest, stop: str, pk: int, line: int) -> HttpResponse:
    """Another hour for one meeting."""
    at, one = _plan(request, stop, pk)
    meeting = _line(one, line)
    slots = showing.hours_for(meeting)
    form = Hour(request.POST if request.method == "POST" else None, slots=slots)
    if request.method == "POST" and form.is_valid():
        with saying_beside(form, "slot"):
            actions.change_hour(meeting, form.cleaned_data["slot"])
            return redirect("matching:plan", at.slug, one.pk)
    context = {"stop": at, "plan": one, "line": meeting, "form": form, "slots": slots}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "coaching/matching/hour.html", context, status=status)


def _plan(request: HttpRequest, stop: str, pk: int) -> tuple[Stop, MatchPlan]:
    at = stop_managed(staff(request), stop)
    rows = MatchPlan.objects.filter(stop=at).select_related("stop", "made_by")
    return at, get_object_or_404(rows, pk=pk)


def _line(one: MatchPlan, line: int) -> MatchLine:
    rows = one.lines.select_related("plan__stop", "slot__expert", "theme", "participation__person")
    return get_object_or_404(rows, pk=line)


def _done(
    request: HttpRequest, at: Stop, line: MatchLine, act: Callable[[MatchLine], None]
) -> HttpResponse:
    with saying_why(request):
        act(line)
    return redirect("matching:plan", at.slug, line.plan_id)
