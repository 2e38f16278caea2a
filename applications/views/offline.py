"""The form for a phone that lost its network: all pages in one, and one address that takes them together."""

from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from applications import actions, cookies, remembered
from applications.doors import private, refuse_in_a_hurry
from applications.forms import consents_in
from applications.journey import SEND, Way, agreements, given, language
from applications.models import Application
from applications.views import pages
from applications.views.apply import key_in, stop_or_404, way_of

UNPROCESSABLE, GONE, TOO_MANY = 422, 410, 429


@login_not_required
@require_safe
@ensure_csrf_cookie
def offline(request: HttpRequest, slug: str) -> HttpResponse:
    """Every question of the stop on one page, without anybody's answers: the phone keeps it for later."""
    stop = stop_or_404(slug)
    if not stop.takes_applications:
        return pages.closed(request, stop)
    way = Way.at_the_start(stop)
    context = {
        "way": way,
        "stop": stop,
        "pages": [(page, page.render({}, everything=True)) for page in way.paper.pages],
        "texts": agreements(stop),
        "last": SEND,
    }
    return render(request, "applications/offline.html", context)


@private
@require_POST
def whole(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a candidacy that was filled in without a network, under the phone's key: once, however often it is sent."""
    stop = stop_or_404(slug)
    try:
        refuse_in_a_hurry(request, "whole")
        pages.refuse_when_told_too_often(request)
        application = actions.begin(stop=stop, language=language(), key=key_in(request.POST.get("key", "")))
        return (
            _received(request, application)
            if application.is_sent
            else _taken(request, way_of(application), application)
        )
    except ValidationError as refusal:
        status = TOO_MANY if refusal.code == "hurry" else GONE
        return JsonResponse({"message": " ".join(refusal.messages)}, status=status)


def _taken(request: HttpRequest, way: Way, application: Application) -> HttpResponse:
    """Keep what is right; send it when nothing is missing, else say what is, page by page."""
    answers: dict[str, Any] = {}
    errors: dict[str, dict[str, list[str]]] = {}
    for page in (page for page in way.paper.pages if page.code in request.POST.getlist("page")):
        brought = given(page.clean(request.POST, None, {**application.answers, **answers}), page.questions, {})
        answers |= brought.answers
        errors[page.code] = brought.errors
    actions.keep(application, answers=answers)
    for code, missing in way.paper.missing(application.answers).items():
        errors[code] = {**missing, **errors.get(code, {})}
    errors = {code: told for code, told in errors.items() if told}
    if not errors:
        try:
            return _received(request, actions.submit(application, consents=consents_in(request.POST)))
        except ValidationError as refusal:
            remembered.forget()
            pages.note_what_was_told(request, refusal)
            errors[SEND] = {"": refusal.messages}
    response = JsonResponse({"errors": errors}, status=UNPROCESSABLE)
    if not _filling_in_another(request, application):
        cookies.hold(response, application)
    return response


def _filling_in_another(request: HttpRequest, application: Application) -> bool:
    """Whether somebody else fills in theirs on the same phone meanwhile; they shall not lose hold of it."""
    held = cookies.held(request, application.stop.slug)
    return held is not None and held != application


def _received(request: HttpRequest, application: Application) -> HttpResponse:
    response = JsonResponse(
        {
            "reference": application.reference,
            "receipt": reverse("applications:receipt", args=[application.token]),
        }
    )
    if not _filling_in_another(request, application):
        cookies.release(response, application.stop.slug)
    return response


@login_not_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  every view takes it
    """The service worker, at the root so that it may serve the form of each stop."""
    return HttpResponse(_script(), content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@cache
def _script() -> bytes:
    return (settings.BASE_DIR / "static" / "js" / "sw.js").read_bytes()
