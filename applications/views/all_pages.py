"""What a phone kept while it had no network, taken in one go: a whole candidacy, or a change of one that was sent."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from applications import actions, cached
from applications.forms import consents_in
from applications.models import Application
from applications.views import pages
from applications.wizard import SEND, Way, given

KEPT, MEANWHILE, GONE, UNPROCESSABLE, TOO_MANY = 202, 409, 410, 422, 429
Errors = dict[str, dict[str, list[str]]]


def take(request: HttpRequest, way: Way, application: Application) -> HttpResponse:
    """Keep what is right and send it, once; what is missing comes back by page. Without a file it stays a draft."""
    if application.is_sent:
        return _received(application)
    answers, errors = _brought(request, way, application)
    actions.keep(application, answers=answers)
    for code, missing in way.paper.missing(application.answers).items():
        errors[code] = {**missing, **errors.get(code, {})}
    if not errors:
        try:
            return _received(actions.submit(application, consents=consents_in(request.POST)))
        except ValidationError as refusal:
            cached.forget()
            pages.note_what_was_told(request, refusal)
            errors[SEND] = {"": refusal.messages}
    if _only_files(way, errors):
        sentence = _("Your answers have arrived. Only a file is still missing: please add it, then send.")
        following = f"{way.address(next(iter(errors)))}?then={SEND}"
        return _told(request, KEPT, sentence, _("Add the file"), following)
    return _asked_again(request, way, errors)


def change(request: HttpRequest, way: Way, application: Application) -> HttpResponse:
    """Keep a change of what was sent, unless it was changed elsewhere since the page that was `seen`."""
    answers, errors = _brought(request, way, application)
    kept = application.answers
    if errors:
        sentence = _("Your change waits on this phone: something has to be put right.")
        return _told(request, UNPROCESSABLE, sentence, _("Put it right"), way.address(next(iter(errors))), errors)
    if any(kept.get(code) != answer for code, answer in answers.items()):
        if request.POST.get("seen") != application.updated_at.isoformat():
            sentence = _("Your answers were changed elsewhere meanwhile. Please look at them, then change them again.")
            return _told(request, MEANWHILE, sentence, _("My application"), application.get_absolute_url())
        actions.keep(application, answers=answers)
    sentence = _("Your change has been kept.")
    return _told(request, 200, sentence, _("My application"), application.get_absolute_url())


def refused(refusal: ValidationError) -> HttpResponse:
    """The sentence for a phone that comes too often, or too late."""
    status = TOO_MANY if refusal.code == "hurry" else GONE
    return JsonResponse({"message": " ".join(refusal.messages)}, status=status)


def _brought(request: HttpRequest, way: Way, application: Application) -> tuple[dict[str, Any], Errors]:
    """The answers to keep of the pages that came, and what is wrong with them."""
    answers: dict[str, Any] = {}
    errors: Errors = {}
    for page in (page for page in way.paper.pages if page.code in request.POST.getlist("page")):
        brought = given(page.clean(request.POST, None, {**application.answers, **answers}), page.questions, {})
        answers |= brought.answers
        errors |= {page.code: brought.errors} if brought.errors else {}
    return answers, errors


def _only_files(way: Way, errors: Errors) -> bool:
    """Whether nothing but files is asked for, which no phone can keep."""
    files = {question.code for question in way.paper.questions if question.traits.takes_file}
    return all(set(told) <= files for told in errors.values())


def _asked_again(request: HttpRequest, way: Way, errors: Errors) -> HttpResponse:
    """What has to be put right: on the page that holds all pages, or under a private link on the page itself."""
    sentence = _("Your application waits on this phone: something has to be put right.")
    if way.drawer == way.stop.slug:
        link, following = _("Put it right"), way.address("offline")
        return JsonResponse(
            {"errors": errors, "message": sentence, "link": link, "next": following}, status=UNPROCESSABLE
        )
    code, told = next(iter(errors.items()))
    sentence = " ".join([sentence, *(" ".join(sentences) for sentences in told.values())])
    following = way.address(code) if code == SEND else f"{way.address(code)}?then={SEND}"
    return _told(request, UNPROCESSABLE, sentence, _("Put it right"), following)


def _received(application: Application) -> HttpResponse:
    told = {
        "reference": application.reference,
        "message": _("We have received your application. Its number is %(reference)s.")
        % {"reference": application.reference},
        "link": _("See the receipt"),
        "next": reverse("applications:receipt", args=[application.token]),
    }
    return JsonResponse(told)


def _told(
    request: HttpRequest, status: int, sentence: str, link: str, following: str, errors: Errors | None = None
) -> HttpResponse:
    """An answer for the phone; the next page says the sentence when the form itself waits for it (`here`)."""
    if "here" in request.POST and not errors:
        tell = messages.success if status < MEANWHILE else messages.warning
        tell(request, sentence)
    told = {"message": sentence, "link": link, "next": following, **({"errors": errors} if errors else {})}
    return JsonResponse(told, status=status)
