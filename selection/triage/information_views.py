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
from applications.wizard import FILE, given
from core.doors import private, refuse_in_a_hurry
from core.language import language_of_page
from selection.triage import actions
from selection.triage.information_requests import page_of
from selection.triage.links import address_of, piece_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from questionnaires.compiled_forms import Page
    from selection.models import Piece


@private
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is asked, or keep what was answered. Works after the window closed; a made-up link gives 404."""
    piece = piece_of(token)
    if piece is None:
        raise Http404
    with translation.override(_language(request, piece)):
        if not _is_open(piece):
            return render(request, "selection/triage/answered.html", _about(piece))
        return _take(request, piece) if request.method == "POST" else _show(request, piece, {})


def _is_open(piece: Piece) -> bool:
    """Whether it is still asked, and the file can take it."""
    over = piece.answered_at or piece.closed_at
    return not over and piece.application.state == Application.State.SUBMITTED


def _take(request: HttpRequest, piece: Piece) -> HttpResponse:
    """Keep it when it is right; else show it again with what was typed."""
    page, application = _page(piece), piece.application
    outcome = page.clean(request.POST, request.FILES, application.answers)
    brought = given(outcome, page.questions, application.answers)
    errors = dict(brought.errors)
    if not errors and not (brought.files or any(outcome.answers.values())):
        errors[""] = [_("Please answer at least one of the questions.")]
    try:
        if brought.files:
            refuse_in_a_hurry(request, "file")
        if not errors:
            actions.answer(piece, answers=brought.answers, files=brought.files)
            return redirect(address_of(piece))
    except ValidationError as refusal:
        errors[""] = refusal.messages
    return _show(request, piece, errors)


def _show(request: HttpRequest, piece: Piece, errors: Mapping[str, list[str]]) -> HttpResponse:
    page = _page(piece)
    labels = {question.code: question.label for question in page.questions}
    context = _about(piece) | {
        "fields": page.render(piece.application.answers, errors=errors, raw=request.POST if errors else None),
        "wrong": [(code, labels.get(code, ""), told) for code, told in errors.items()],
        "has_file": any(question.kind == FILE for question in page.questions),
    }
    return render(request, "selection/triage/piece.html", context, status=422 if errors else 200)


def _about(piece: Piece) -> dict[str, Any]:
    return {"piece": piece, "stop": piece.application.stop, "reference": piece.application.reference}


def _page(piece: Piece) -> Page:
    return page_of(piece, language_of_page())


def _language(request: HttpRequest, piece: Piece) -> str:
    """The language somebody chose here, else that of the letter which brought them."""
    chosen = {request.GET.get("lang", ""), request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")}
    known = chosen & dict(settings.LANGUAGES).keys()
    return get_language() or "" if known else piece.application.language
