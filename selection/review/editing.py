"""The pages on which the criteria of a stop are read, written, put in order, and taken away."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.refusals import saying_beside, saying_why
from people.access import manages, staff, stop_in_charge, stop_managed
from selection.gauges import selection_of
from selection.models import Criterion
from selection.review import criteria as keeping
from selection.review.forms import Writing
from selection.review.rules import fault, in_words, questions_of
from selection.review.tasks import wake

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from programs.models import Stop

audit = logging.getLogger("microlabs.audit")
PAGE = "selection/review/criterion.html"


@require_safe
def criteria(request: HttpRequest, stop: str) -> HttpResponse:
    """The criteria of a stop, each with its rule in words and what no longer fits the questions."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    questions = questions_of(at)
    lines = [
        {"row": row, "rule": in_words(questions, row.source), "fault": fault(questions, row.source)}
        for row in keeping.criteria_of(at)
    ]
    context = {
        "stop": at,
        "lines": lines,
        "manages": manages(user, at),
        "selection": selection_of(at),
    }
    return render(request, "selection/review/criteria.html", context)


@require_POST
def house(request: HttpRequest, stop: str) -> HttpResponse:
    """Take the criteria of the house; what the stop has stays as it is."""
    user = staff(request)
    at = stop_managed(user, stop)
    with saying_why(request):
        new = keeping.load_defaults(at)
        audit.info("user %s took %s criteria of the house for stop %s", user.pk, new, at.pk)
        wake(at.pk)
        sentence = ngettext("%(count)d criterion was added.", "%(count)d criteria were added.", new)
        messages.success(request, sentence % {"count": new})
    return redirect("review:criteria", at.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, stop: str) -> HttpResponse:
    """A criterion of the stop's own."""
    at = stop_managed(staff(request), stop)
    return _write(request, at, Criterion(stop=at))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """One criterion, in three languages."""
    at = stop_managed(staff(request), stop)
    return _write(request, at, get_object_or_404(Criterion, stop=at, pk=pk))


def _write(request: HttpRequest, at: Stop, criterion: Criterion) -> HttpResponse:
    """Show the form, with the fields of the rule that is chosen in it, or keep what was written."""
    questions = questions_of(at)
    form = Writing(
        request.POST if request.method == "POST" else None, criterion=criterion, questions=questions
    )
    context = {
        "stop": at,
        "criterion": criterion,
        "form": form,
        "fault": fault(questions, criterion.source),
    }
    if request.method != "POST" or "show" in request.POST:
        form = (
            Writing(criterion=criterion, questions=questions, typed=request.POST)
            if request.POST
            else form
        )
        return render(request, PAGE, {**context, "form": form})
    if form.is_valid():
        with saying_beside(form):
            keeping.keep(form.kept(), anchors=form.anchors())
            audit.info(
                "user %s wrote criterion %s of stop %s", request.user.pk, criterion.code, at.pk
            )
            wake(at.pk)
            messages.success(request, _("The criterion is kept."))
            return redirect("review:criteria", at.slug)
    return render(request, PAGE, context, status=422)


@require_safe
def rule(request: HttpRequest, stop: str) -> HttpResponse:
    """The fields that the rule `?rule=` asks for."""
    at = stop_managed(staff(request), stop)
    form = Writing(
        criterion=Criterion(stop=at),
        questions=questions_of(at),
        typed={"rule": request.GET.get("rule", "")},
    )
    return render(request, "selection/review/parts/rule.html", {"fields": form.rule_fields})


@require_POST
def place(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Put a criterion one place earlier."""
    at = stop_managed(staff(request), stop)
    codes = [row.code for row in keeping.criteria_of(at)]
    moved = codes.index(get_object_or_404(Criterion, stop=at, pk=pk).code)
    codes.insert(max(moved - 1, 0), codes.pop(moved))
    keeping.reorder(at, codes)
    return redirect("review:criteria", at.slug)


@require_POST
def delete(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Take a criterion away."""
    user = staff(request)
    at = stop_managed(user, stop)
    criterion = get_object_or_404(Criterion, stop=at, pk=pk)
    with saying_why(request):
        keeping.remove(criterion)
        audit.info("user %s removed criterion %s of stop %s", user.pk, criterion.code, at.pk)
        wake(at.pk)
        messages.success(request, _("The criterion is taken away."))
    return redirect("review:criteria", at.slug)
