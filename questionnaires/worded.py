"""The answers of many people in words: what two of them answered alike is worded once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from questionnaires.writing import typed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from questionnaires.compiled import CompiledForm
    from questionnaires.compiled_questions import CompiledQuestion

NOTHING: tuple[object, ...] = (None, "", [])
MOST = 10_000  # wordings that are kept of one question


class Worded:
    """The form of a version, read while its language is active, for one answer after another."""

    def __init__(self, form: CompiledForm) -> None:
        self.language = form.language
        self.questions = [
            (question, question.code, question.traits.is_number, question.traits.words is None)
            for question in form.questions
        ]
        self.known: dict[str, dict[Any, str]] = {question.code: {} for question in form.questions}

    def of(self, answers: Mapping[str, Any]) -> dict[str, str | int]:
        """What was answered to questions that are shown, by question: numbers, else words."""
        told: dict[str, str | int] = {}
        document: dict[str, Any] = {}
        for question, code, is_number, is_plain in self.questions:
            answer: Any = answers.get(code)
            if answer in NOTHING or (question.shown_if and not question.is_shown(document)):
                continue
            document[code] = answer
            if is_number:
                told[code] = answer
            elif is_plain and isinstance(answer, str):
                told[code] = question.options.get(answer, answer)
            else:
                told[code] = self._text(question, answer)
        return told

    def _text(self, question: CompiledQuestion, answer: Any) -> str:
        known, key = self.known[question.code], (type(answer), *typed(answer))
        text = known.get(key)
        if text is None:
            text = question.text(answer, self.language)
            if len(known) < MOST:
                known[key] = text
        return text
