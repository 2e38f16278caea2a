"""The page of a missing piece, for whoever holds its signed link: what is asked, and nothing else of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.models import Application
from applications.wizard import given
from core.doors import private, refuse_in_a_hurry
from core.language import language_of_page
from selection.triage import actions
from selection.triage.information_requests import page_of
from selection.triage.links import address_of, request_by

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from questionnaires.compiled_forms import Page
    from selection.models import InformationRequest


@private
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is asked, or keep what was answered. Works after the window closed; a made-up link gives 404."""
    information_request = request_by(token)
    if information_request is None:
        raise Http404
    with translation.override(_language(request, information_request)):
        if not _is_open(information_request):
            return render(request, "selection/triage/answered.html", _about(information_request))
        return (
            _take(request, information_request) if request.method == "POST" else _show(request, information_request, {})
        )


def _is_open(information_request: InformationRequest) -> bool:
    """Whether it is still asked, and the file can take it."""
    over = information_request.answered_at or information_request.closed_at
    return not over and information_request.application.state == Application.State.SUBMITTED


def _take(request: HttpRequest, information_request: InformationRequest) -> HttpResponse:
    """Keep it when it is right; else show it again with what was typed."""
    page, application = _page(information_request), information_request.application
    outcome = page.clean(request.POST, request.FILES, application.answers)
    brought = given(outcome, page.questions, application.answers)
    errors = dict(brought.errors)
    if not errors and not (brought.files or any(outcome.answers.values())):
        errors[""] = [_("Please answer at least one of the questions.")]
    try:
        if brought.files:
            refuse_in_a_hurry(request, "file")
        if not errors:
            actions.answer(information_request, answers=brought.answers, files=brought.files)
            return redirect(address_of(information_request))
    except ValidationError as refusal:
        errors[""] = refusal.messages
    return _show(request, information_request, errors)


def _show(
    request: HttpRequest, information_request: InformationRequest, errors: Mapping[str, list[str]]
) -> HttpResponse:
    page = _page(information_request)
    labels = {question.code: question.label for question in page.questions}
    context = _about(information_request) | {
        "fields": page.render(
            information_request.application.answers, errors=errors, raw=request.POST if errors else None
        ),
        "wrong": [(code, labels.get(code, ""), told) for code, told in errors.items()],
        "has_file": any(question.traits.takes_file for question in page.questions),
    }
    return render(request, "selection/triage/information_request.html", context, status=422 if errors else 200)


def _about(information_request: InformationRequest) -> dict[str, Any]:
    return {
        "information_request": information_request,
        "stop": information_request.application.stop,
        "reference": information_request.application.reference,
    }


def _page(information_request: InformationRequest) -> Page:
    return page_of(information_request, language_of_page())


def _language(request: HttpRequest, information_request: InformationRequest) -> str:
    """The language somebody chose here, else that of the letter which brought them."""
    chosen = {request.GET.get("lang", ""), request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")}
    known = chosen & dict(settings.LANGUAGES).keys()
    return get_language() or "" if known else information_request.application.language
