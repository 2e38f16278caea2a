"""Which column of a sheet answers which question, and how a cell becomes an answer.

Both by code or by label, in any language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from core.alphabets import Reader
from desk.words import expected, heading, parts, plain, spellings
from people.models import ConsentText
from questionnaires.compiled_forms import compiled_form

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from questionnaires.compiled_questions import CompiledQuestion
    from questionnaires.kinds import Kind

ASKED_APART = (ConsentText.Purpose.REMINDERS, ConsentText.Purpose.SHARING)
SHOWN_OPTIONS = 8


@dataclass(frozen=True)
class Column:
    """What may stand under one header.

    `options` maps what an answer may be called, in all languages, to its code.
    """

    code: str
    kind: Kind
    label: str
    required: bool
    labels: Sequence[str]
    options: Mapping[str, str]

    def typed(self, cell: str) -> list[str]:
        """The cell as a form would send it.

        Raises `LookupError` with the word that is not among the answers.
        """
        if not cell:
            return []
        if not self.kind.is_chosen:
            return [cell]
        if self.kind.takes_several:
            return parts(cell, self.options)
        code = self.options.get(plain(cell))
        if code is None:
            raise LookupError(cell)
        return [code]

    def refusal(self, word: str) -> str:
        """Why a word is not an answer, with those that are when they are few."""
        if len(self.labels) > SHOWN_OPTIONS:
            return _(
                "“%(word)s” is not one of the answers; see the second sheet of the template."
            ) % {"word": word}
        return _("“%(word)s” is not one of the answers: %(answers)s.") % {
            "word": word,
            "answers": " · ".join(self.labels),
        }


def columns(version_id: int, language: str) -> list[Column]:
    """The columns of a sheet in `language`: questions a cell can answer, in the form's order."""
    forms = [(code, compiled_form(version_id, code)) for code, _name in settings.LANGUAGES]
    asked: dict[str, list[tuple[str, CompiledQuestion]]] = {}
    for code, form in forms:
        for question in form.questions:
            asked.setdefault(question.code, []).append((code, question))
    return [
        Column(
            code=question.code,
            kind=question.traits,
            label=question.label,
            required=question.field.required and not question.shown_if,
            labels=[str(label) for code, label in question.options.items() if code],
            options=spellings(asked[question.code]),
        )
        for question in compiled_form(version_id, language).questions
        if not question.traits.takes_file
    ]


def headers(version_id: int) -> dict[str, str]:
    """Codes of questions and consents by what may stand above their column.

    It is the code, the label in any language, or what the lists of the desk call it.
    """
    codes, labels, names = {}, {}, {}
    for language, _name in settings.LANGUAGES:
        for question in compiled_form(version_id, language).questions:
            codes[plain(question.code)] = labels[plain(question.label)] = question.code
            names[plain(heading(question.code, language))] = question.code
        with translation.override(language):
            for purpose in ASKED_APART:
                codes[plain(purpose.value)] = labels[plain(str(purpose.label))] = purpose.value
    return {word: code for word, code in (names | labels | codes).items() if word}


def reader(version_id: int) -> Reader:
    """Who judges the letters of a file by the words of the template."""
    texts: list[str] = []
    for language, _name in settings.LANGUAGES:
        for question in compiled_form(version_id, language).questions:
            texts += [question.code, question.label, *map(str, question.options.values())]
            texts += question.options
    return Reader(expected(texts))
