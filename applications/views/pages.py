"""One page of the candidacy, whichever door it was reached by: shown, taken, checked, sent."""

from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from applications import actions, cached, cookies
from applications.forms import consents_in
from applications.mails import private_link
from applications.models import Application, Attachment
from applications.wizard import REACH, SEND, Way, agreements, given
from core.doors import KNOWN, asked_too_often, in_a_hurry, refuse_in_a_hurry
from programs.models import Stop
from questionnaires.compiled_forms import Outcome, Page, Row

SAME_PHONE = "same-phone"


def closed(request: HttpRequest, stop: Stop, application: Application | None = None) -> HttpResponse:
    """The stop takes no applications now: since when, or from when on, and what makes sense instead."""
    return render(request, "applications/closed.html", {"stop": stop, "application": application})


def answer(request: HttpRequest, way: Way, application: Application, code: str) -> HttpResponse:
    """The page `code`: shown or taken, as long as the candidacy may still be changed."""
    page = way.page(code)
    if not application.can_be_changed:
        return redirect(application) if application.is_sent else closed(request, way.stop, application)
    return take(request, way, page, application) if request.method == "POST" else show(request, way, page)


def check_or_send(request: HttpRequest, way: Way, application: Application) -> HttpResponse:
    """The last page: shown or sent; once it was sent, its receipt."""
    if application.is_sent:
        return _received(application)
    if not application.can_be_changed:
        return closed(request, way.stop, application)
    return send(request, way, application) if request.method == "POST" else check(request, way)


def show(
    request: HttpRequest,
    way: Way,
    page: Page,
    *,
    errors: Mapping[str, list[str]] | None = None,
    raw: QueryDict | None = None,
) -> HttpResponse:
    """The page with what was answered before, or, with 422, with what was typed and has to be put right."""
    files = _files(way, page)
    labels = {question.code: question.label for question in page.questions}
    context = {
        "way": way,
        "stop": way.stop,
        "page": page,
        "fields": page.render(way.answers, errors=errors, raw=raw, names={file.question: file.name for file in files}),
        "files": files,
        "has_file": any(question.traits.takes_file for question in page.questions),
        "wrong": [(code, labels.get(code, ""), told) for code, told in (errors or {}).items()],
        "back": way.before(page.number),
        "private_link": private_link(way.application) if way.application else "",
    }
    return render(request, "applications/page.html", context, status=422 if errors else 200)


def _files(way: Way, page: Page) -> list[Attachment]:
    """The files already received for the questions of `page`."""
    asked = {question.code for question in page.questions if question.traits.takes_file} & way.answers.keys()
    return list(way.application.attachments.filter(question__in=asked)) if asked and way.application else []


def take(request: HttpRequest, way: Way, page: Page, application: Application) -> HttpResponse:
    """Keep what the page brought, and go on; what is right is kept even when something else has to be put right."""
    outcome: Outcome = page.clean(request.POST, request.FILES, application.answers)
    brought = given(outcome, page.questions, application.answers)
    phone_before = application.phone
    try:
        if brought.files:
            refuse_in_a_hurry(request, "file")
        refuse_when_told_too_often(request)
        actions.keep(application, answers=brought.answers, files=brought.files)
    except ValidationError as refusal:
        if refusal.code == "closed":
            return closed(request, way.stop, application)
        note_what_was_told(request, refusal)
        return show(request, way, page, errors={**brought.errors, "": refusal.messages}, raw=request.POST)
    if brought.errors:
        return show(request, way, page, errors=brought.errors, raw=request.POST)
    if application.is_sent:
        messages.success(request, _("Your change has been kept."))
        return redirect(application)
    if application.phone != phone_before and _is_known(request, application):
        return redirect(way.address(SAME_PHONE))
    return redirect(way.address(SEND) if request.GET.get("then") == SEND else way.after(page))


def refuse_when_told_too_often(request: HttpRequest) -> None:
    """Refused with code `hurry`, whatever is sent, when this address was told too often that somebody applied."""
    if asked_too_often(request, "twice", per_hour=KNOWN, more=0):
        raise in_a_hurry()


def note_what_was_told(request: HttpRequest, refusal: ValidationError) -> None:
    """Count the times that an address is told of an application which is there already."""
    if refusal.code == "twice":
        asked_too_often(request, "twice", per_hour=KNOWN)


def _is_known(request: HttpRequest, application: Application) -> bool:
    """Whether the stop already has a candidacy from this telephone. Not said any more to an address that tries many."""
    if not application.phone or asked_too_often(request, "same-phone", per_hour=30):
        return False
    return Application.objects.same_phone(application).exists()


def same_phone(request: HttpRequest, way: Way) -> HttpResponse:
    """Somebody applied with this number: open that by a code, or go on for another person. Nothing else is said."""
    following = way.after(way.page(REACH))
    return render(request, "applications/same_phone.html", {"way": way, "stop": way.stop, "following": following})


def check(request: HttpRequest, way: Way, *, refusal: ValidationError | None = None) -> HttpResponse:
    """Everything that was answered, what is still missing, and the boxes to tick."""
    missing = way.paper.missing(way.answers)
    texts, ticked = agreements(way.stop), consents_in(request.POST)
    context = {
        "way": way,
        "stop": way.stop,
        "pages": laid_out(way),
        "missing": [page for page in way.paper.pages if page.code in missing],
        "texts": texts,
        "ticked": {text.purpose for text in texts if ticked.get(text.purpose) == text.version},
        "refusal": refusal,
        "back": way.before(way.total),
        "private_link": private_link(way.application) if way.application else "",
    }
    return render(request, "applications/check.html", context, status=422 if refusal else 200)


def laid_out(way: Way) -> list[tuple[Page, list[Row]]]:
    """The answers to read, page by page."""
    rows = way.paper.rows(way.answers)
    return [(page, [row for row in rows if row.page == page.code]) for page in way.paper.pages]


def send(request: HttpRequest, way: Way, application: Application) -> HttpResponse:
    """Send it, once; then the receipt."""
    try:
        refuse_in_a_hurry(request, "send")
        refuse_when_told_too_often(request)
        sent = actions.submit(application, consents=consents_in(request.POST))
    except ValidationError as refusal:
        if refusal.code == "closed":
            return closed(request, way.stop, application)
        note_what_was_told(request, refusal)
        if refusal.code == "reworded":
            cached.forget()
        return check(request, way, refusal=refusal)
    return _received(sent)


def _received(application: Application) -> HttpResponse:
    """To the receipt; the browser that filled it in lets go of it."""
    response = redirect("applications:receipt", application.token)
    cookies.release(response, application.stop.slug)
    return response
