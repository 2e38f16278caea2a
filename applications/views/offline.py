"""The form for a phone that lost its network: all pages in one, and one address that takes them together."""

from functools import cache

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from applications import actions, cookies
from applications.models import Application
from applications.views import all_pages, pages
from applications.views.apply import key_in, stop_or_404, way_of
from applications.views.mine import held_by, own_way
from applications.wizard import SEND, Way, agreements
from core.doors import private, refuse_in_a_hurry
from core.language import language_of_page
from questionnaires.compiled_forms import Page

OK = 200


@login_not_required
@require_safe
@ensure_csrf_cookie
def offline(request: HttpRequest, slug: str) -> HttpResponse:
    """Every question of the stop on one page, without anybody's answers: the phone keeps it for later."""
    stop = stop_or_404(slug)
    if not stop.takes_applications:
        return pages.closed(request, stop)
    way = Way.at_the_start(stop)
    return _unplugged(request, way, list(way.paper.pages))


@private
@require_safe
@ensure_csrf_cookie
def own_offline(request: HttpRequest, token: str) -> HttpResponse:
    """What is still to be answered of a candidacy, on one page; what was answered stays with us, not on the phone."""
    application = held_by(token)
    if application.is_sent or not application.can_be_changed:
        return redirect(application)
    way = own_way(application)
    return _unplugged(request, way, way.unanswered)


def _unplugged(request: HttpRequest, way: Way, asked: list[Page]) -> HttpResponse:
    context = {
        "way": way,
        "stop": way.stop,
        "pages": [(page, page.render({}, everything=True)) for page in asked],
        "texts": agreements(way.stop),
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
        application = actions.begin(stop=stop, language=language_of_page(), key=key_in(request.POST.get("key", "")))
        answer = all_pages.take(request, way_of(application), application)
    except ValidationError as refusal:
        return all_pages.refused(refusal)
    if not _filling_in_another(request, application):
        if answer.status_code == OK:
            cookies.release(answer, slug)
        else:
            cookies.hold(answer, application)
    return answer


@private
@require_POST
def own_whole(request: HttpRequest, token: str) -> HttpResponse:
    """Take what a phone kept under a private link: a draft to send, or a change of what was sent. Twice is harmless."""
    application = held_by(token)
    try:
        refuse_in_a_hurry(request, "whole")
        pages.refuse_when_told_too_often(request)
        if application.is_sent and "seen" in request.POST:
            return all_pages.change(request, own_way(application), application)
        return all_pages.take(request, own_way(application), application)
    except ValidationError as refusal:
        return all_pages.refused(refusal)


def _filling_in_another(request: HttpRequest, application: Application) -> bool:
    """Whether somebody else fills in theirs on the same phone meanwhile; they shall not lose hold of it."""
    held = cookies.held(request, application.stop.slug)
    return held is not None and held != application


@login_not_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  every view takes it
    """The service worker, at the root so that it may serve the form of each stop."""
    return HttpResponse(_script(), content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@cache
def _script() -> bytes:
    return (settings.BASE_DIR / "static" / "js" / "sw.js").read_bytes()
