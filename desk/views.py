"""Keying in what came by telephone or in person: one dense page, and the next form at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.files import make_safe
from applications.models import Application
from core.language import language_of_page
from desk.counter import at_counter
from desk.forms import Keying
from desk.keying import key_in, possible_duplicates
from desk.receipts import receipt
from people.access import manages, staff, stop_in_charge
from people.models import ConsentText
from people.names import name_key
from programs.models import Stop
from questionnaires.compiled_forms import compiled_form, current_version
from questionnaires.models import Questionnaire
from questionnaires.page_results import safe_files

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.http import HttpRequest

    from desk.receipts import Receipt
    from people.models import User
    from questionnaires.compiled_forms import CompiledForm, Outcome

NEXT = "next"
KEEPS_COMING = {Stop.State.OPEN, Stop.State.CLOSED}


def refusal_to_key_in(user: User, stop: Stop) -> str:
    """Why nothing can be keyed in at this stop now; empty when it can."""
    if stop.takes_applications:
        return ""
    if stop.state not in KEEPS_COMING:
        return _("This stop does not take applications now.")
    if manages(user, stop):
        return ""
    return _(
        "Applications are closed. "
        "Only a manager of the center may still record one that arrived in time."
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, stop: str) -> HttpResponse:
    """One page with every question, for a caller or a visitor. What is refused stays typed."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    version = current_version(Questionnaire.Purpose.CANDIDACY, at)
    questions = compiled_form(version.pk, language_of_page())
    closed, texts = refusal_to_key_in(user, at), ConsentText.in_force()
    if request.method != "POST" or closed:
        last = receipt(at, request.GET.get("after", ""), by=user)
        form = Keying(texts=texts, stop=at, initial=last.how if last else None)
        pages = _blank(questions, last)
        status = 200 if request.method != "POST" else 422
        return _page(request, at, form, pages, status=status, closed=closed, receipt=last)
    form = Keying(request.POST, texts=texts, stop=at)
    outcome = questions.clean(request.POST, request.FILES)
    look_alikes: list[Application] = []
    if form.is_valid() and not outcome.errors:
        application, look_alikes = _keyed_in(form, outcome, stop=at, by=user)
        if application:
            return _recorded(request, application)
    refuse_lost_files(outcome.files, outcome.errors)
    more = {"possible_duplicates": look_alikes, "errors": outcome.errors}
    pages = _pages(questions, outcome, request)
    return _page(request, at, form, pages, status=422, **more)


def _page(
    request: HttpRequest,
    at: Stop,
    form: Keying,
    pages: list[tuple[str, str]],
    *,
    status: int,
    **more: Any,
) -> HttpResponse:
    context = {"stop": at, "late": not at.takes_applications, "form": form, "pages": pages}
    return render(request, "desk/new.html", {**context, **more}, status=status)


def _recorded(request: HttpRequest, application: Application) -> HttpResponse:
    """To the next form, which shows the number of this file, or to the file."""
    if NEXT in request.POST:
        query = urlencode({"after": application.reference})
        return redirect(f"{reverse('desk:new', args=[application.stop.slug])}?{query}")
    messages.success(request, _("Recorded: file %(file)s.") % {"file": application.reference})
    return redirect("file:page", application.stop.slug, application.reference)


def _keyed_in(
    form: Keying, outcome: Outcome, *, stop: Stop, by: User
) -> tuple[Application | None, list[Application]]:
    """The application, recorded now or by the same form before; else files that look like it."""
    sent_before = Application.objects.filter(
        stop=stop, entered_by=by, key=form.cleaned_data["key"]
    ).first()
    if sent_before:
        return sent_before, []
    look_alikes = _look_alikes(form, outcome, stop)
    application = None if look_alikes else _record(form, outcome, stop=stop, by=by)
    return application, look_alikes


def refuse_lost_files(files: Collection[str], errors: dict[str, list[str]]) -> None:
    """Ask for chosen files again, beside their questions: browsers do not send them back."""
    for code in files:
        errors.setdefault(code, []).append(_("Please choose the file again."))


def _blank(questions: CompiledForm, last: Receipt | None) -> list[tuple[str, str]]:
    """Every page with its title, empty but for what stays from one person to the next."""
    answers = last.answers if last else {}
    pages = at_counter(questions).pages
    return [(page.title, page.render(answers, everything=True)) for page in pages]


def _pages(
    questions: CompiledForm, outcome: Outcome, request: HttpRequest
) -> list[tuple[str, str]]:
    """Every page with its title, as it was typed, each refusal beside its question."""
    typed: dict[str, Any] = {"errors": outcome.errors, "raw": request.POST, "everything": True}
    pages = at_counter(questions).pages
    return [(page.title, page.render(outcome.answers, **typed)) for page in pages]


def _look_alikes(form: Keying, outcome: Outcome, stop: Stop) -> list[Application]:
    """Files that may be the same person's. With the same name and phone, they are."""
    name, phone = str(outcome.answers.get("name", "")), str(outcome.answers.get("phone", ""))
    alike = possible_duplicates(stop, name=name, phone=phone)
    same = [
        application
        for application in alike
        if phone and application.phone == phone and application.name_key == name_key(name)
    ]
    if same:
        form.add_error(None, _("This person already has an application at this stop."))
        return same
    if form.cleaned_data["another_person"]:
        return []
    if alike:
        form.add_error(
            "another_person",
            _("Somebody with this name or phone already has an application. Please check."),
        )
    return alike


def _record(form: Keying, outcome: Outcome, *, stop: Stop, by: User) -> Application | None:
    """Keep the application; None when it was refused, with the sentences where they belong."""
    files, refused = safe_files(outcome.files, make_safe)
    if refused:
        outcome.errors.update(refused)
        return None
    fields: dict[str, Any] = {
        name: form.cleaned_data[name] for name in ("channel", "association", "consents", "key")
    }
    try:
        return key_in(stop=stop, answers=outcome.answers, files=files, by=by, **fields)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None
