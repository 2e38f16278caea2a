"""What staff do with one file: correct its answers, send the private link, open an attachment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.access import file_in_charge, named_file_in_charge
from applications.actions import keep
from applications.files import make_safe
from applications.mails import write_link_again
from applications.models import Application
from applications.unnamed import is_unnamed
from core.delivery import deliver
from core.language import language_of_page
from desk.views import refuse_lost_files
from people.access import manages, staff
from questionnaires.compiled_forms import compiled_form
from questionnaires.page_results import safe_files

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from people.models import User
    from questionnaires.compiled_forms import CompiledForm

SEEN = "desk-seen"  # when the answers on the page were last changed


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, stop: str, reference: str) -> HttpResponse:
    """Every answer of a file, to be corrected for the person; the history says who did it."""
    user = staff(request)
    application = file_in_charge(user, stop, reference)
    questions = compiled_form(application.version_id, language_of_page())
    context: dict[str, Any] = {
        "file": application,
        "stop": application.stop,
        "closed": refusal_to_correct(user, application),
    }
    errors: dict[str, list[str]] = {}
    if request.method == "POST" and not context["closed"]:
        errors = _correct(request, application, questions)
        if not errors:
            messages.success(request, _("The answers have been corrected."))
            return redirect("file:page", application.stop.slug, application.reference)
        application.refresh_from_db(fields=["updated_at"])
    typed: dict[str, Any] = {
        "errors": errors,
        "raw": request.POST if errors else None,
        "everything": True,
    }
    pages = [
        (page.title, page.render(application.answers, **typed))
        for page in questions.pages
        if not context["closed"]
    ]
    context |= {"errors": errors, "pages": pages}
    return render(
        request, "desk/change.html", context, status=422 if request.method == "POST" else 200
    )


def refusal_to_correct(user: User, application: Application) -> str:
    """Why the answers can no longer be corrected by `user`; empty when they can."""
    if application.state != application.State.SUBMITTED:
        return _("This application can no longer be changed.")
    if is_unnamed(application, user):
        return _("You read this file without names. Answers are corrected after your verdict.")
    if application.stop.takes_applications or manages(user, application.stop):
        return ""
    return _("Applications are closed. Only a manager of the center may still correct one.")


def _correct(
    request: HttpRequest, application: Application, questions: CompiledForm
) -> dict[str, list[str]]:
    """Keep the corrected answers; return the sentences of what was refused, by question."""
    answers: dict[str, Any] = {}
    uploads: dict[str, UploadedFile[bytes]] = {}
    errors: dict[str, list[str]] = {}
    for page in questions.pages:
        outcome = page.clean(request.POST, request.FILES, {**application.answers, **answers})
        files = {question.code for question in page.questions if question.traits.takes_file}
        answers |= {
            q.code: outcome.answers.get(q.code) for q in page.questions if q.code not in files
        }
        uploads |= outcome.files
        errors |= outcome.errors
    safe, refused = safe_files(uploads, make_safe)
    errors |= refused
    if not errors:
        try:
            with transaction.atomic():
                _refuse_when_changed_meanwhile(application, request.POST.get(SEEN, ""))
                keep(application, answers=answers, files=safe, late=True)
        except ValidationError as refusal:
            errors[""] = refusal.messages
    if errors:
        refuse_lost_files(uploads, errors)
    return errors


def _refuse_when_changed_meanwhile(application: Application, seen: str) -> None:
    """Lock the application row. Raises ValidationError('meanwhile') when it changed since `seen`.

    All answers are sent at once: what the person changed since must not be undone unseen.
    """
    rows = Application.objects.select_for_update(of=["self"]).only("updated_at")
    if rows.get(pk=application.pk).updated_at.isoformat() != seen:
        sentence = _(
            "The answers were changed meanwhile. "
            "Please compare with the file, then keep yours again."
        )
        raise ValidationError(sentence, code="meanwhile")


@require_POST
def link(request: HttpRequest, stop: str, reference: str) -> HttpResponse:
    """Send the person their private link again. Staff see it only where they send it by hand."""
    application = named_file_in_charge(staff(request), stop, reference)
    letters = write_link_again(application)
    if letters and letters[0].carrier.by_hand:
        return redirect("messaging:by_hand_one", letters[0].pk)
    if letters:
        messages.success(request, _("The link is on its way to the person."))
    else:
        messages.error(request, _("This file has neither a phone number nor an e-mail address."))
    return redirect("file:page", application.stop.slug, application.reference)


@require_safe
def attachment(request: HttpRequest, stop: str, reference: str, pk: int) -> HttpResponseBase:
    """A file that the person sent, to be kept, never shown inside our pages."""
    application = named_file_in_charge(staff(request), stop, reference)
    row = get_object_or_404(application.attachments, pk=pk)
    return deliver(row.file, name=row.name, content_type=row.content_type)
