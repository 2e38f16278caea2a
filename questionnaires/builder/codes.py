"""Codes that the product makes by itself: nobody types or reads them."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

from django.utils.text import slugify

from questionnaires.models import Choice, Question, Section
from questionnaires.rules import FIXED_KINDS, KNOWN, NEEDED, TAKEN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from questionnaires.models import Version

LONGEST = 34  # with a number behind it
IDENTITY = re.compile(
    r"\b(cin|cnie|c\.i\.n|national id|carte nationale|national identity)\b"
    r"|البطاقة الوطنية|بطاقة التعريف",
    re.IGNORECASE,
)
MEANT = {code for codes in (*NEEDED.values(), FIXED_KINDS, *KNOWN.values()) for code in codes}


def asks_for_identity(words: Iterable[str]) -> bool:
    """Whether a question asks for the national identity number, which is never asked."""
    return any(IDENTITY.search(each) for each in words)


def question_code(words: Mapping[str, str], version: Version) -> str:
    """A new code: no question of this form ever had it, so that answers of two are never mixed."""
    asked = Question.objects.filter(section__version__questionnaire=version.questionnaire_id)
    return _new(words, {*asked.values_list("code", flat=True), *MEANT}, "question")


def choice_code(words: Mapping[str, str], question: Question) -> str:
    """A new code: this question never offered it before, in whichever version."""
    form = question.section.version.questionnaire_id
    offered = Choice.objects.filter(
        question__section__version__questionnaire=form, question__code=question.code
    )
    return _new(words, set(offered.values_list("code", flat=True)), "answer")


def page_code(words: Mapping[str, str], version: Version) -> str:
    """A new code, which is no address of the form."""
    pages = Section.objects.filter(version__questionnaire=version.questionnaire_id)
    addresses = {code for codes in TAKEN.values() for code in codes}
    return _new(words, {*pages.values_list("code", flat=True), *addresses}, "page")


def _new(words: Mapping[str, str], taken: Collection[str], otherwise: str) -> str:
    texts = [words.get("en", ""), words.get("fr", "")]
    slugs = [slugify(text).replace("-", "_").lstrip("_0123456789") for text in texts]
    base = next((slug[:LONGEST].rstrip("_") for slug in slugs if slug), otherwise)
    numbered = (f"{base}_{number}" for number in count(2))
    return base if base not in taken else next(each for each in numbered if each not in taken)
