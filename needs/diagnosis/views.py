"""The diagnosis under the private link: a few questions a page, each kept; then three steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from applications.views.mine import held_by
from core.doors import private
from needs.diagnosis.links import home_of
from needs.diagnosis.moments import SEES, diagnosis_of, is_asked
from needs.diagnosis.summary import result_context
from needs.diagnosis.wizard import DiagnosisWizard
from needs.models import Diagnosis

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

START = Diagnosis.Moment.START.value


@private
@require_safe
def beginning(request: HttpRequest, token: str, moment: str = START) -> HttpResponse:
    """What this is about, and the way to the first page, or to where one stopped."""
    wizard = DiagnosisWizard.of(held_by(token), moment)
    if away := _elsewhere(wizard):
        return redirect(away)
    count = len(wizard.form.shown(wizard.answers))
    context = {"wizard": wizard, "stop": wizard.application.stop, "count": count}
    return render(request, "needs/diagnosis/begin.html", context)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, token: str, code: str, moment: str = START) -> HttpResponse:
    """One page: shown, or kept; the last one leads to the three steps."""
    wizard = DiagnosisWizard.of(held_by(token), moment)
    if away := _elsewhere(wizard):
        return redirect(away)
    return wizard.answer(request, wizard.page(code))


@private
@require_safe
def result(request: HttpRequest, token: str, moment: str = START) -> HttpResponse:
    """Three steps, and a plain picture of the themes."""
    application = held_by(token)
    diagnosis = diagnosis_of(application, moment)
    if application.state not in SEES:
        return redirect(application)
    if diagnosis is None or diagnosis.finished_at is None:
        return redirect(home_of(token, moment))
    context = {"application": application, "stop": application.stop, **result_context(diagnosis)}
    return render(request, "needs/diagnosis/result.html", context)


def _elsewhere(wizard: DiagnosisWizard) -> str:
    """Where somebody goes who is not asked now, or has answered already."""
    application = wizard.application
    if wizard.is_over and application.state in SEES:
        return wizard.result
    return "" if is_asked(application, wizard.moment) else application.get_absolute_url()
