"""What may be asked again of a person, and the page on which exactly that is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from applications.actions import WHO
from questionnaires.compiled_forms import Page, compiled_form

if TYPE_CHECKING:
    from applications.models import Application
    from questionnaires.compiled_questions import CompiledQuestion
    from selection.models import InformationRequest

CODE = "piece"  # what the page is called


def askable(application: Application, language: str) -> list[tuple[str, list[CompiledQuestion]]]:
    """The questions by page that this file shows. Name and addresses are not among them: a link cannot change hands."""
    questions = compiled_form(application.version_id, language, region=application.stop.center.region.iso)
    document = questions.settled(application.answers)
    pages = [
        (page.title, [each for each in page.questions if each.code not in WHO and each.is_shown(document)])
        for page in questions.pages
    ]
    return [(title, asked) for title, asked in pages if asked]


def labels_of(information_request: InformationRequest, language: str) -> list[str]:
    """The questions asked, in words."""
    return [each.label for each in page_of(information_request, language).questions]


def page_of(information_request: InformationRequest, language: str) -> Page:
    """One page with the questions asked, among all those of the form: what they hang on is known."""
    application = information_request.application
    questions = compiled_form(application.version_id, language, region=application.stop.center.region.iso)
    asked = tuple(each for each in questions.questions if each.code in information_request.questions)
    return Page(CODE, "", "", 1, asked, questions.questions, language)
