"""Which column of a sheet answers which question, and how a cell becomes an answer.

Both by code or by label, in any language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from people.models import ConsentText
from people.names import fold
from questionnaires.compiled_forms import compiled_form

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from questionnaires.kinds import Kind

STRONG, WEAK = re.compile(r"[;؛|\n]"), re.compile(r"[,،]")
ASKED_APART = (ConsentText.Purpose.REMINDERS, ConsentText.Purpose.SHARING)
YES = {"1", "x", "oui", "yes", "true", "vrai", "نعم"}
SHOWN_OPTIONS = 8


@dataclass(frozen=True)
class Column:
    """What may stand under one header.

    `options` maps every folded code and label, in all languages, to its code.
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
        if self.kind.takes_several and fold(cell) not in self.options:
            words = STRONG.split(cell) if STRONG.search(cell) else WEAK.split(cell)
            return [self._code(word) for word in words if word.strip()]
        return [self._code(cell)]

    def _code(self, word: str) -> str:
        code = self.options.get(fold(word))
        if code is None:
            raise LookupError(word.strip())
        return code

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
    forms = [compiled_form(version_id, code) for code, _name in settings.LANGUAGES]
    words: dict[str, dict[str, str]] = {}
    for form in forms:
        for question in form.questions:
            known = words.setdefault(question.code, {})
            for code, label in question.options.items():
                known[fold(str(label))] = known[fold(code)] = code
    return [
        Column(
            code=question.code,
            kind=question.traits,
            label=question.label,
            required=question.field.required and not question.shown_if,
            labels=[str(label) for code, label in question.options.items() if code],
            options=words[question.code],
        )
        for question in compiled_form(version_id, language).questions
        if not question.traits.takes_file
    ]


def headers(version_id: int) -> dict[str, str]:
    """Codes of questions and consents by folded header: the code, or the label in any language."""
    known = {}
    for language, _name in settings.LANGUAGES:
        for question in compiled_form(version_id, language).questions:
            known[fold(question.label)] = known[fold(question.code)] = question.code
        with translation.override(language):
            for purpose in ASKED_APART:
                known[fold(str(purpose.label))] = known[fold(purpose.value)] = purpose.value
    return known
