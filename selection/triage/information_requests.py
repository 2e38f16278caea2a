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
Pages = list[tuple[str, list["CompiledQuestion"]]]


def questions_of(form: CompiledForm) -> Pages:
    """The questions by page that a file of this form may be asked.

    Name and addresses are not among them: a link cannot change hands.
    """
    pages = [
        (page.title, [each for each in page.questions if each.code not in WHO])
        for page in form.pages
    ]
    return [(title, questions) for title, questions in pages if questions]


def askable(application: Application, language: str) -> Pages:
    """Those of them that this file shows."""
    form = form_of(application, language)
    document = form.settled(application.answers)
    pages = [
        (title, [each for each in questions if each.is_shown(document)])
        for title, questions in questions_of(form)
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
