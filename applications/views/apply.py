"""The form of a stop, in the browser that began it: `/<stop>/apply/`."""

from collections.abc import Callable
from functools import partial
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications import actions, cookies
from applications.cached import stop_at
from applications.models import Application
from applications.views import pages
from applications.wizard import CandidacyWizard, closed
from core.doors import private, refuse_in_a_hurry
from core.language import language_of_page
from people.names import name_key
from programs import visits
from programs.models import Stop, Visit
from questionnaires.page_results import PageResult


@private
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """The first page. Nothing is stored before it is sent.

    Who began already goes on where something is missing.
    """
    stop = stop_or_404(slug)
    if not stop.takes_applications:
        return closed(request, stop)
    if request.method == "POST":
        return _begun(request, stop)
    application = cookies.held(request, slug)
    if application is None or application.is_withdrawn:
        wizard = CandidacyWizard.at_the_start(stop)
        response = wizard.show(request, wizard.pages[0])
        campaign = cookies.campaign(request)
        visits.count(request, response, slug=slug, page=Visit.Page.FORM, campaign=campaign)
        if application is not None:
            cookies.release(response, slug)
        return response
    if application.is_sent:
        return _let_go(application)
    return redirect(CandidacyWizard.under_its_stop(application).resumption())


@private
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """A page of the candidacy that this browser fills in."""
    application = cookies.held(request, slug)
    if application is None:
        return redirect("applications:begin", stop_or_404(slug).slug)
    if application.is_sent:
        if request.method == "POST":
            _say_what_came_too_late(request, application, code)
        return _let_go(application)
    return pages.answer(request, CandidacyWizard.under_its_stop(application), application, code)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, slug: str) -> HttpResponse:
    """The last page: check and send. A second tap finds the receipt of the first."""
    application = cookies.held(request, slug)
    if application is None:
        return redirect("applications:begin", stop_or_404(slug).slug)
    return pages.check_or_send(request, CandidacyWizard.under_its_stop(application), application)


@private
@require_safe
def same_phone(request: HttpRequest, slug: str) -> HttpResponse:
    """This number is known at the stop."""
    application = cookies.held(request, slug)
    if application is None:
        return redirect("applications:begin", stop_or_404(slug).slug)
    return pages.same_phone(request, CandidacyWizard.under_its_stop(application))


@private
@require_POST
def another(request: HttpRequest, slug: str) -> HttpResponse:  # noqa: ARG001  every view takes it
    """Another person uses this browser: what was begun stays open to its private link only."""
    response = redirect("applications:begin", stop_or_404(slug).slug)
    cookies.release(response, slug)
    return response


def stop_or_404(slug: str) -> Stop:
    """The stop with this slug; a made-up one, or one that nobody may know of yet, gives 404."""
    try:
        stop = stop_at(slug)
    except Stop.DoesNotExist as unknown:
        raise Http404 from unknown
    if not stop.is_public:
        raise Http404
    return stop


def key_in(written: str) -> UUID:
    """The key that a form carries; a new one when it was lost or tampered with."""
    try:
        return UUID(written)
    except ValueError:
        return uuid4()


def _let_go(application: Application) -> HttpResponse:
    """To the page of what was sent, perhaps from another phone; this browser begins anew."""
    response = redirect(application)
    cookies.release(response, application.stop.slug)
    return response


def _say_what_came_too_late(request: HttpRequest, application: Application, code: str) -> None:
    """What is typed in an old window changes nothing that was sent: it is said, if there is any."""
    wizard = CandidacyWizard.under_its_stop(application)
    typed = wizard.read(wizard.page(code), request.POST).answers
    if any(application.answers.get(code) != answer for code, answer in typed.items()):
        sentence = _("It had been sent already: what you have just typed is not in it.")
        messages.warning(request, sentence)


def _begun(request: HttpRequest, stop: Stop) -> HttpResponse:
    """Keep the first page as a draft: the same form sent twice finds the same one."""
    wizard = CandidacyWizard.at_the_start(stop)
    result = wizard.read(wizard.pages[0], request.POST, request.FILES)
    start = partial(
        actions.begin,
        stop=stop,
        language=language_of_page(),
        campaign=cookies.campaign(request),
        answers=result.answers,
    )
    try:
        refuse_in_a_hurry(request, "begin")
        application = _found_or_begun(request, start)
    except ValidationError as refusal:
        if refusal.code == "hurry":
            return wizard.show(
                request, wizard.pages[0], PageResult(raw=request.POST).refused(refusal)
            )
        if refusal.code != "key":
            return closed(request, stop)
        application = start()
    wizard = CandidacyWizard.under_its_stop(application)
    if application.is_sent:
        _say_what_came_too_late(request, application, wizard.pages[0].code)
        return _let_go(application)
    response = wizard.begun_with(request, result) or wizard.take(request, wizard.pages[0])
    cookies.hold(response, application)
    return response


def _found_or_begun(request: HttpRequest, start: Callable[..., Application]) -> Application:
    """The candidacy with the key of the form, else a new one.

    A phone may still hold the key of what was withdrawn, or of what somebody else sent from it:
    another name begins another candidacy.
    """
    application = start(key=key_in(request.POST.get("key", "")))
    anothers = application.is_sent and (
        name_key(request.POST.get("name", "")) != name_key(application.name)
    )
    return start() if application.is_withdrawn or anothers else application
