"""At the desk: questions written down for somebody, or handed to an expert who calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from applications.access import file_in_charge
from core.numbers import number
from core.refusals import saying_why
from needs.diagnosis.actions import give
from needs.diagnosis.moments import is_asked
from needs.diagnosis.one_page import OnePage
from needs.diagnosis.panel import experts_of
from needs.models import Diagnosis
from people.access import staff

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from applications.models import Application


@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: HttpRequest, stop: str, reference: str, moment: str) -> HttpResponse:
    """The questions on one page, kept as far as they were answered."""
    one_page = _one_page(request, stop, reference, moment)
    if request.method == "POST" and one_page.take(request.POST, by=staff(request), complete=False):
        messages.success(request, _("Kept. You may go on later."))
        return redirect(request.path)
    return _drawn(request, one_page)


@require_POST
def completion(request: HttpRequest, stop: str, reference: str, moment: str) -> HttpResponse:
    """Every question has its answer: the needs are opened."""
    one_page = _one_page(request, stop, reference, moment)
    if one_page.wizard.is_over or one_page.take(request.POST, by=staff(request), complete=True):
        messages.success(request, _("The answers are counted up; the needs stand on the file."))
        application = one_page.wizard.application
        return redirect("file:page", application.stop.slug, application.reference)
    return _drawn(request, one_page)


@require_POST
def hands(request: HttpRequest, stop: str, reference: str, moment: str) -> HttpResponse:
    """Give it to an expert of the center, or take it back (nobody chosen)."""
    user = staff(request)
    application = _application(request, stop, reference, moment)
    chosen = request.POST.get("expert", "")
    expert = (
        get_object_or_404(experts_of(application.stop), pk=key) if (key := number(chosen)) else None
    )
    with saying_why(request):
        give(application, moment=moment, expert=expert, by=user)
        calls = (
            _("%(expert)s finds this person in their list of calls.") % {"expert": expert}
            if expert
            else ""
        )
        messages.success(request, calls or _("No expert calls this person now."))
    return redirect("file:page", application.stop.slug, application.reference)


def _application(request: HttpRequest, stop: str, reference: str, moment: str) -> Application:
    if moment not in Diagnosis.Moment.values:
        raise Http404
    return file_in_charge(staff(request), stop, reference)


def _one_page(request: HttpRequest, stop: str, reference: str, moment: str) -> OnePage:
    return OnePage.of(_application(request, stop, reference, moment), moment)


def _drawn(request: HttpRequest, one_page: OnePage) -> HttpResponse:
    wizard = one_page.wizard
    context = {
        "application": wizard.application,
        "stop": wizard.application.stop,
        "one_page": one_page,
        "open_now": is_asked(wizard.application, wizard.moment) and not wizard.is_over,
        "moment": Diagnosis.Moment(wizard.moment).label,
    }
    return render(request, "needs/diagnosis/fill.html", context, status=one_page.status)
