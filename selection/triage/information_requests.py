"""What may be asked again of a person, and the page on which exactly that is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from applications.refusals import form_of
from applications.unnamed import WHO
from questionnaires.compiled_forms import Page

if TYPE_CHECKING:
    from applications.models import Application
    from questionnaires.compiled_forms import CompiledForm
    from questionnaires.compiled_questions import CompiledQuestion
    from selection.models import InformationRequest

CODE = "piece"  # what the page is called


def askable(application: Application, language: str) -> list[tuple[str, list[CompiledQuestion]]]:
    """The questions by page that this file shows.

    Name and addresses are not among them: a link cannot change hands.
    """
    form = form_of(application, language)
    document = form.settled(application.answers)
    pages = [
        (
            page.title,
            [each for each in page.questions if each.code not in WHO and each.is_shown(document)],
        )
        for page in form.pages
    ]
    return [(title, questions) for title, questions in pages if questions]


def labels_of(information_request: InformationRequest, language: str) -> list[str]:
    """The questions asked, in words."""
    form = form_of(information_request.application, language)
    return [each.label for each in page_of(information_request, form).questions]


def page_of(information_request: InformationRequest, form: CompiledForm) -> Page:
    """One page with the questions asked, among all of the form: what they hang on is known."""
    questions = tuple(each for each in form.questions if each.code in information_request.questions)
    return Page(CODE, "", "", 1, questions, form.questions, form.language)
