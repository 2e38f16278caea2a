"""The page of a missing piece, by its signed link: what is asked, and nothing else of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.files import make_safe
from applications.models import Application
from applications.refusals import form_of
from core.doors import private, refuse_in_a_hurry
from core.language import for_reader, language_of_page
from questionnaires.compiled_forms import Page
from questionnaires.wizard import Wizard
from selection.links import missing_by, missing_url
from selection.models import InformationRequest
from selection.triage import actions
from selection.triage.information_requests import page_of

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest, HttpResponse

    from core.files import SafeFile
    from questionnaires.page_results import PageResult


@dataclass(slots=True, kw_only=True)
class InformationWizard(Wizard):
    """The one page with what is asked."""

    information_request: InformationRequest
    template: ClassVar[str] = "selection/triage/information_request.html"

    @classmethod
    def of(cls, information_request: InformationRequest) -> Self:
        """In the language of this request."""
        form = form_of(information_request.application, language_of_page())
        return cls(
            form=form,
            home=missing_url(information_request),
            information_request=information_request,
        )

    @property
    def answers(self) -> Mapping[str, Any]:
        """What the file says so far."""
        answers: Mapping[str, Any] = self.information_request.application.answers
        return answers

    @property
    def pages(self) -> Sequence[Page]:
        """Only the questions asked."""
        return [page_of(self.information_request, self.form)]

    def make_safe(self, upload: UploadedFile[Any]) -> SafeFile:
        """`upload` as it may be stored. Raises `ValidationError`."""
        return make_safe(upload)

    def context(self) -> dict[str, Any]:
        """What each page of the request shows."""
        return _about(self.information_request)

    def keep(self, request: HttpRequest, result: PageResult) -> None:
        """Keep it when all of it is right: it can be sent once.

        Raises ValidationError without any answer.
        """
        if not result.errors and not (result.files or any(result.answers.values())):
            raise ValidationError(_("Please answer at least one of the questions."))
        if result.files:
            refuse_in_a_hurry(request, "file")
        if not result.errors:
            actions.answer(self.information_request, answers=result.answers, files=result.files)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is asked, or keep what was answered, also after the window closed.

    A made-up link gives 404.
    """
    information_request = missing_by(token)
    with for_reader(request, information_request.application.language):
        if not _is_open(information_request):
            return render(request, "selection/triage/answered.html", _about(information_request))
        wizard = InformationWizard.of(information_request)
        return wizard.answer(request, wizard.pages[0])


def _is_open(information_request: InformationRequest) -> bool:
    """Whether it is still asked, and the file can take it."""
    ended_at = information_request.answered_at or information_request.closed_at
    return not ended_at and information_request.application.state == Application.State.SUBMITTED


def _about(information_request: InformationRequest) -> dict[str, Any]:
    return {
        "information_request": information_request,
        "stop": information_request.application.stop,
        "reference": information_request.application.reference,
    }
