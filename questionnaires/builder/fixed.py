"""Questions and answers that the product itself lives on: reworded freely, never taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionnaires.models import Questionnaire
from questionnaires.rules import FIXED_ANSWERS, FIXED_KINDS, NEEDED

if TYPE_CHECKING:
    from questionnaires.models import Question


def is_needed(form: Questionnaire, code: str) -> bool:
    """Whether nobody could send this form without that question."""
    return code in NEEDED.get(Questionnaire.Purpose(form.purpose), {})


def has_fixed_kind(form: Questionnaire, code: str) -> bool:
    """Whether its answers fit one kind of column only."""
    is_candidacy = form.purpose == Questionnaire.Purpose.CANDIDACY
    return is_candidacy and (code in FIXED_KINDS or is_needed(form, code))


def has_fixed_answers(form: Questionnaire, question: Question) -> bool:
    """Whether figures and filters know its answers: none is added."""
    is_candidacy = form.purpose == Questionnaire.Purpose.CANDIDACY
    return is_candidacy and question.code in FIXED_ANSWERS
