"""All pages that a phone kept while it had no network, taken at once.

A candidacy, or a change of one that was sent.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from applications import actions, cached
from applications.drafts import holds
from applications.forms import consents_in
from applications.known import note_what_was_told
from applications.models import Application
from applications.wizard import SEND, CandidacyWizard

KEPT, MEANWHILE, GONE, UNPROCESSABLE, TOO_MANY = 202, 409, 410, 422, 429
Errors = dict[str, dict[str, list[str]]]


Read = tuple[dict[str, Any], Errors]


def take(
    request: HttpRequest,
    wizard: CandidacyWizard,
    application: Application,
    *,
    begun_with: Read | None = None,
) -> HttpResponse:
    """Keep what is right and send it, once; what is missing comes back by page.

    Without a file it stays a draft. What it was `begun_with` is there already.
    """
    if application.is_sent:
        return _received(application)
    if begun_with and holds(application, begun_with[0]):
        _answers, errors = begun_with
    else:
        answers, errors = read(request, wizard)
        actions.keep(application, answers=answers)
    for code, missing in wizard.form.missing(application.answers).items():
        errors[code] = {**missing, **errors.get(code, {})}
    if not errors:
        try:
            return _received(actions.submit(application, consents=consents_in(request.POST)))
        except ValidationError as refusal:
            cached.forget()
            note_what_was_told(request, refusal)
            if refusal.code == "ineligible":
                return _barred(request, wizard, refusal)
            errors[SEND] = {"": refusal.messages}
    if _only_files(wizard, errors):
        sentence = _(
            "Your answers have arrived. Only a file is still missing: please add it, then send."
        )
        following = f"{wizard.url(next(iter(errors)))}?then={SEND}"
        return _answer(request, KEPT, sentence, _("Add the file"), following)
    return _asked_again(request, wizard, errors)


def change(request: HttpRequest, wizard: CandidacyWizard, application: Application) -> HttpResponse:
    """Keep a change of what was sent, unless it was changed elsewhere since the page `seen`."""
    answers, errors = read(request, wizard)
    kept = application.answers
    if errors:
        sentence = _("Your change waits on this phone: something has to be put right.")
        following = wizard.url(next(iter(errors)))
        return _answer(request, UNPROCESSABLE, sentence, _("Put it right"), following, errors)
    if any(kept.get(code) != answer for code, answer in answers.items()):
        if request.POST.get("seen") != application.updated_at.isoformat():
            sentence = _(
                "Your answers were changed elsewhere meanwhile. Please look at them, then change "
                "them again."
            )
            return _answer(
                request, MEANWHILE, sentence, _("My application"), application.get_absolute_url()
            )
        actions.keep(application, answers=answers)
    sentence = _("Your change has been kept.")
    return _answer(request, 200, sentence, _("My application"), application.get_absolute_url())


def refused(refusal: ValidationError) -> HttpResponse:
    """The sentence for a phone that comes too often, or too late."""
    status = TOO_MANY if refusal.code == "hurry" else GONE
    return JsonResponse({"message": " ".join(refusal.messages)}, status=status)


def read(request: HttpRequest, wizard: CandidacyWizard) -> Read:
    """The answers to keep of the pages that came, and what is wrong with them, by page."""
    codes = request.POST.getlist("page")
    results = wizard.read_all_pages(
        [page for page in wizard.pages if page.code in codes], request.POST
    )
    answers = {
        code: answer for result in results.values() for code, answer in result.answers.items()
    }
    return answers, {code: result.errors for code, result in results.items() if result.errors}


def _only_files(wizard: CandidacyWizard, errors: Errors) -> bool:
    """Whether nothing but files is asked for, which no phone can keep."""
    files = {question.code for question in wizard.form.questions if question.traits.takes_file}
    return all(set(sentences) <= files for sentences in errors.values())


def _asked_again(request: HttpRequest, wizard: CandidacyWizard, errors: Errors) -> HttpResponse:
    """What has to be put right.

    On the page that holds all pages, or under a private link on the page itself.
    """
    sentence = _("Your application waits on this phone: something has to be put right.")
    if not wizard.is_own:
        link, following = _("Put it right"), wizard.url("offline")
        return JsonResponse(
            {"errors": errors, "message": sentence, "link": link, "next": following},
            status=UNPROCESSABLE,
        )
    code, by_question = next(iter(errors.items()))
    sentence = " ".join([sentence, *(" ".join(sentences) for sentences in by_question.values())])
    following = wizard.url(code) if code == SEND else f"{wizard.url(code)}?then={SEND}"
    return _answer(request, UNPROCESSABLE, sentence, _("Put it right"), following)


def _barred(
    request: HttpRequest, wizard: CandidacyWizard, refusal: ValidationError
) -> HttpResponse:
    """Why it was not sent, and the page that shows what else one may do; all answers are kept."""
    following = wizard.url(SEND)
    return _answer(
        request, UNPROCESSABLE, " ".join(refusal.messages), _("What else I can do"), following
    )


def _received(application: Application) -> HttpResponse:
    content = {
        "reference": application.reference,
        "message": _("We have received your application. Its number is %(reference)s.")
        % {"reference": application.reference},
        "link": _("See the receipt"),
        "next": reverse("applications:receipt", args=[application.token]),
    }
    return JsonResponse(content)


def _answer(
    request: HttpRequest,
    status: int,
    sentence: str,
    link: str,
    following: str,
    errors: Errors | None = None,
) -> HttpResponse:
    """An answer for the phone.

    The next page says the sentence when the form itself waits for it (`here`).
    """
    if "here" in request.POST and not errors:
        tell = messages.success if status < MEANWHILE else messages.warning
        tell(request, sentence)
    content = {
        "message": sentence,
        "link": link,
        "next": following,
        **({"errors": errors} if errors else {}),
    }
    return JsonResponse(content, status=status)
