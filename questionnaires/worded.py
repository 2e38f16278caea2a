"""The answers of many people in words: what two of them answered alike is worded once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from questionnaires.writing import typed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from questionnaires.compiled import CompiledForm
    from questionnaires.compiled_questions import CompiledQuestion

EMPTY = {type(None), str, list}  # of which nothing may be an answer; 0 and False are one
MOST = 10_000  # wordings that are kept of one question


class _Step(NamedTuple):
    """A question in its turn, and where its cell stands."""

    question: CompiledQuestion
    code: str
    place: int
    is_number: bool
    is_plain: bool


class Worded:
    """The form of a version, read while its language is active, for one answer after another.

    `codes` are the questions of a line, of this version or of others.
    """

    def __init__(self, form: CompiledForm, codes: Sequence[str]) -> None:
        self.language = form.language
        places = {code: place for place, code in enumerate(codes)}
        self.steps = [
            _Step(
                question,
                question.code,
                places.get(question.code, -1),
                is_number=question.traits.is_number,
                is_plain=question.traits.words is None,
            )
            for question in form.questions
        ]
        self.relied_on = {question.shown_if for question in form.questions}
        # The last cell stands for questions that are in no line.
        self.nothing: list[str | int] = [""] * (len(codes) + 1)
        self.known: dict[str, dict[Any, str]] = {question.code: {} for question in form.questions}

    def line(self, answers: Mapping[str, Any]) -> list[str | int]:
        """What was answered to questions that are shown: numbers, else words, else nothing."""
        line = self.nothing.copy()
        document: dict[str, Any] = {}
        for question, code, place, is_number, is_plain in self.steps:
            answer: Any = answers.get(code)
            if not answer and answer.__class__ in EMPTY:
                continue
            if question.shown_if and not question.is_shown(document):
                continue
            if code in self.relied_on:
                document[code] = answer
            if place < 0 or is_number:
                line[place] = answer
            elif is_plain and answer.__class__ is str:
                line[place] = question.options.get(answer, answer)
            else:
                line[place] = self._text(question, answer)
        del line[-1]
        return line

    def _text(self, question: CompiledQuestion, answer: Any) -> str:
        known, key = self.known[question.code], (type(answer), *typed(answer))
        text = known.get(key)
        if text is None:
            text = question.text(answer, self.language)
            if len(known) < MOST:
                known[key] = text
        return text
