"""The form for a phone that lost its network.

Every question on one page, and one URL that takes all pages.
"""

from collections.abc import Sequence
from functools import cache

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from applications import actions, cookies
from applications.agreements import agreements
from applications.known import refuse_when_told_too_often
from applications.models import Application
from applications.views import all_pages
from applications.views.apply import key_in, stop_or_404
from applications.views.mine import held_by
from applications.wizard import SEND, CandidacyWizard, closed
from core.doors import private, refuse_in_a_hurry
from core.language import language_of_page
from questionnaires.compiled_forms import Page

OK = 200


@login_not_required
@require_safe
@ensure_csrf_cookie
def offline(request: HttpRequest, slug: str) -> HttpResponse:
    """Every question of the stop on one page, without anybody's answers: a phone keeps it."""
    stop = stop_or_404(slug)
    if not stop.takes_applications:
        return closed(request, stop)
    wizard = CandidacyWizard.at_the_start(stop)
    return _unplugged(request, wizard, wizard.pages)


@private
@require_safe
@ensure_csrf_cookie
def own_offline(request: HttpRequest, token: str) -> HttpResponse:
    """What is still to be answered of a candidacy, on one page.

    What was answered stays with us, not on the phone.
    """
    application = held_by(token)
    if application.is_sent or not application.can_be_changed:
        return redirect(application)
    wizard = CandidacyWizard.under_private_link(application)
    return _unplugged(request, wizard, wizard.unanswered)


def _unplugged(
    request: HttpRequest, wizard: CandidacyWizard, pages: Sequence[Page]
) -> HttpResponse:
    context = {
        "wizard": wizard,
        "stop": wizard.stop,
        "pages": [(page, page.render({}, everything=True)) for page in pages],
        "texts": agreements(wizard.stop),
        "last": SEND,
    }
    return render(request, "applications/offline.html", context)


@private
@require_POST
def send_all_pages(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a candidacy that was filled in without a network, under the phone's key. Idempotent."""
    stop = stop_or_404(slug)
    try:
        refuse_in_a_hurry(request, "all_pages")
        refuse_when_told_too_often(request)
        came = all_pages.read(request, CandidacyWizard.at_the_start(stop))
        application = actions.begin(
            stop=stop,
            language=language_of_page(),
            key=key_in(request.POST.get("key", "")),
            campaign=cookies.campaign(request),
            answers=came[0],
        )
        wizard = CandidacyWizard.under_its_stop(application)
        answer = all_pages.take(request, wizard, application, begun_with=came)
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
def send_own_all_pages(request: HttpRequest, token: str) -> HttpResponse:
    """Take what a phone kept under a private link. Idempotent.

    A draft to send, or a change of what was sent.
    """
    application = held_by(token)
    try:
        refuse_in_a_hurry(request, "all_pages")
        refuse_when_told_too_often(request)
        wizard = CandidacyWizard.under_private_link(application)
        if application.is_sent and "seen" in request.POST:
            return all_pages.change(request, wizard, application)
        return all_pages.take(request, wizard, application)
    except ValidationError as refusal:
        return all_pages.refused(refusal)


def _filling_in_another(request: HttpRequest, application: Application) -> bool:
    """Whether somebody else fills in theirs on the same phone; they shall not lose hold of it."""
    held = cookies.held(request, application.stop.slug)
    return held is not None and held != application


@login_not_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  every view takes it
    """The service worker, at the root so that it may serve the form of each stop."""
    return HttpResponse(
        _script(), content_type="text/javascript", headers={"Cache-Control": "no-cache"}
    )


@cache
def _script() -> bytes:
    return (settings.BASE_DIR / "static" / "js" / "sw.js").read_bytes()
