"""The diagnosis under the private link: a few questions a page, each page kept; then three steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications.models import Application
from applications.wizard import given
from core.doors import private
from needs.diagnosis.actions import begin, finish, keep
from needs.diagnosis.links import home_of
from needs.diagnosis.moments import SEES, diagnosis_of, is_asked
from needs.diagnosis.summary import told
from needs.diagnosis.wizard import Walk
from needs.models import Diagnosis

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest, HttpResponse, QueryDict

START = Diagnosis.Moment.START.value


@private
@require_safe
def beginning(request: HttpRequest, token: str, moment: str = START) -> HttpResponse:
    """What this is about, and the way to the first page, or to where one stopped."""
    walk = _walk(token, moment)
    if away := _elsewhere(walk):
        return redirect(away)
    context = {"walk": walk, "stop": walk.application.stop, "count": len(walk.paper.shown(walk.answers))}
    return render(request, "needs/diagnosis/begin.html", context)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, token: str, code: str, moment: str = START) -> HttpResponse:
    """One page: shown, or kept; the last one leads to the three steps."""
    walk = _walk(token, moment)
    if away := _elsewhere(walk):
        return redirect(away)
    return _take(request, walk, code) if request.method == "POST" else _show(request, walk, code)


@private
@require_safe
def result(request: HttpRequest, token: str, moment: str = START) -> HttpResponse:
    """Three steps, and a plain picture of the themes."""
    application = _held_by(token)
    found = diagnosis_of(application, moment)
    if application.state not in SEES:
        return redirect(application)
    if found is None or found.finished_at is None:
        return redirect(home_of(token, moment))
    context = {"application": application, "stop": application.stop, **told(found)}
    return render(request, "needs/diagnosis/result.html", context)


def _held_by(token: str) -> Application:
    return get_object_or_404(Application.objects.with_stop(), token=token)


def _walk(token: str, moment: str) -> Walk:
    return Walk.of(_held_by(token), moment)


def _elsewhere(walk: Walk) -> str:
    """Where somebody goes who is not asked now, or has answered already."""
    if walk.is_over and walk.application.state in SEES:
        return walk.result
    return "" if is_asked(walk.application, walk.moment) else walk.application.get_absolute_url()


def _show(
    request: HttpRequest,
    walk: Walk,
    code: str,
    *,
    errors: Mapping[str, Sequence[str]] | None = None,
    raw: QueryDict | None = None,
) -> HttpResponse:
    asked, place = walk.page(code)
    labels = {question.code: question.label for question in asked.questions}
    back, after = walk.around(place)
    context = {
        "walk": walk,
        "stop": walk.application.stop,
        "page": asked,
        "place": place,
        "total": len(walk.pages),
        "fields": asked.render(walk.answers, errors=errors, raw=raw),
        "wrong": [(each, labels.get(each, ""), said) for each, said in (errors or {}).items()],
        "back": back,
        "is_last": not after,
    }
    return render(request, "needs/diagnosis/page.html", context, status=422 if errors else 200)


def _take(request: HttpRequest, walk: Walk, code: str) -> HttpResponse:
    """Keep what is right, even when something else has to be put right; then go on."""
    asked, place = walk.page(code)
    brought = given(asked.clean(request.POST, None, walk.answers), asked.questions, walk.answers)
    try:
        begun = begin(walk.application, moment=walk.moment, language=walk.paper.language)
        keep(begun, brought.answers)
    except ValidationError:  # answered or taken back meanwhile, on another telephone
        return redirect(walk.home)
    walk = Walk(walk.application, walk.moment, begun, walk.paper)
    if brought.errors:
        return _show(request, walk, code, errors=brought.errors, raw=request.POST)
    if following := walk.around(place)[1]:
        return redirect(following)
    return _finish(request, walk, begun)


def _finish(request: HttpRequest, walk: Walk, begun: Diagnosis) -> HttpResponse:
    try:
        finish(begun)
    except ValidationError:
        messages.info(request, _("One page is left. Then your three steps are ready."))
        return redirect(walk.resumption())
    return redirect(walk.result)
