"""One page of the candidacy, whichever door it was reached by: shown, taken, checked, sent."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from applications import actions, cached, cookies
from applications.agreements import agreements
from applications.forms import consents_in
from applications.known import note_what_was_told, refuse_when_told_too_often
from applications.models import Application
from applications.wizard import REACH, CandidacyWizard, closed
from core.doors import refuse_in_a_hurry
from questionnaires.compiled_forms import Page, Row


def answer(
    request: HttpRequest, wizard: CandidacyWizard, application: Application, code: str
) -> HttpResponse:
    """The page `code`: shown or taken, as long as the candidacy may still be changed."""
    page = wizard.page(code)
    if not application.can_be_changed:
        return (
            redirect(application)
            if application.is_sent
            else closed(request, wizard.stop, application)
        )
    return wizard.answer(request, page)


def check_or_send(
    request: HttpRequest, wizard: CandidacyWizard, application: Application
) -> HttpResponse:
    """The last page: shown or sent; once it was sent, its receipt."""
    if application.is_sent:
        return _received(application)
    if not application.can_be_changed:
        return closed(request, wizard.stop, application)
    return (
        send(request, wizard, application) if request.method == "POST" else check(request, wizard)
    )


def same_phone(request: HttpRequest, wizard: CandidacyWizard) -> HttpResponse:
    """Somebody applied with this number: open that by a code, or go on for another person.

    Nothing else is said.
    """
    context = {"stop": wizard.stop, "following": wizard.after(wizard.page(REACH))}
    return render(request, "applications/same_phone.html", context)


def check(
    request: HttpRequest, wizard: CandidacyWizard, *, refusal: ValidationError | None = None
) -> HttpResponse:
    """Everything that was answered, what is still missing, and the boxes to tick."""
    missing = wizard.form.missing(wizard.answers)
    open_pages = [page for page in wizard.pages if page.code in missing]
    texts, ticked = agreements(wizard.stop), consents_in(request.POST)
    wizard.barred = wizard.all_barred
    if wizard.may_go_on:
        wizard.barred = {}
    context = {
        "wizard": wizard,
        "pages": laid_out(wizard),
        "missing": open_pages,
        "files": [file for page in wizard.pages for file in wizard.received(page)],
        "lacks": " ".join(page.code for page in open_pages),
        "texts": texts,
        "ticked": {text.purpose for text in texts if ticked.get(text.purpose) == text.version},
        "refusal": refusal,
        "back": wizard.before(wizard.total),
        **wizard.context(),
    }
    return render(request, "applications/check.html", context, status=422 if refusal else 200)


def laid_out(wizard: CandidacyWizard) -> list[tuple[Page, list[Row]]]:
    """The answers to read, page by page."""
    rows = wizard.form.rows(wizard.answers)
    return [(page, [row for row in rows if row.page == page.code]) for page in wizard.pages]


def send(request: HttpRequest, wizard: CandidacyWizard, application: Application) -> HttpResponse:
    """Send it, once; then the receipt."""
    try:
        refuse_in_a_hurry(request, "send")
        refuse_when_told_too_often(request)
        sent = actions.submit(application, consents=consents_in(request.POST))
    except ValidationError as refusal:
        if refusal.code == "closed":
            return closed(request, wizard.stop, application)
        note_what_was_told(request, refusal)
        if refusal.code == "reworded":
            cached.forget()
        return check(request, wizard, refusal=refusal)
    return _received(sent)


def _received(application: Application) -> HttpResponse:
    """To the receipt; the browser that filled it in lets go of it."""
    response = redirect("applications:receipt", application.token)
    cookies.release(response, application.stop.slug)
    return response
