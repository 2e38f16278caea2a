"""A questionnaire ready for use in one language: it cleans, draws, scores and lays out answers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from questionnaires.compiled_questions import CompiledQuestion
from questionnaires.kinds import KINDS
from questionnaires.markup import join
from questionnaires.writing import Answer, typed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.core.files.uploadedfile import UploadedFile
    from django.utils.safestring import SafeString

    from questionnaires.eligibility import Bar
    from questionnaires.kinds import Kind

Answers: TypeAlias = "Mapping[str, Any]"
Errors: TypeAlias = "Mapping[str, Sequence[str]]"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a page that was sent.

    `answers` are those of this page; `document` all that still hold, on every page; `changes` what
    has to be kept now: the answers of this page, and `None` for each kept one that no longer holds.
    A file is in `files` alone.
    """

    answers: dict[str, Any]
    document: dict[str, Any]
    files: dict[str, UploadedFile[Any]]
    errors: dict[str, list[str]]
    raw: Any
    changes: dict[str, Any]

    @property
    def is_right(self) -> bool:
        """Whether nothing has to be asked again."""
        return not self.errors


@dataclass(frozen=True, slots=True)
class Row:
    """An answer laid out to read."""

    page: str
    title: str
    code: str
    label: str
    text: str
    kind: str

    @property
    def traits(self) -> Kind:
        """What is particular to the kind of its question."""
        return KINDS[self.kind]


@dataclass(frozen=True, slots=True)
class Page:
    """One page: one idea.

    `all_questions` are those of all pages, in order; `known` was answered elsewhere before.
    """

    code: str
    title: str
    intro: str
    number: int
    questions: tuple[CompiledQuestion, ...]
    all_questions: tuple[CompiledQuestion, ...] = field(repr=False)
    language: str
    known: Answers = field(default_factory=dict)

    def clean(self, data: Any, files: Any, answers: Answers) -> Outcome:
        """Read this page's answers out of what was sent; `answers` are those kept so far."""
        codes = {question.code for question in self.questions}
        return _clean(self.all_questions, codes, (data, files), answers, self.language, self.known)

    def settled(self, answers: Answers) -> dict[str, Any]:
        """Only what still holds: answers to questions that are shown."""
        return _settled(self.all_questions, answers, self.known)

    def render(
        self,
        answers: Answers,
        *,
        errors: Errors | None = None,
        raw: Any | None = None,
        names: Mapping[str, str] | None = None,
        everything: bool = False,
    ) -> SafeString:
        """Draw the fields with what was answered, or typed (`raw`).

        `names` are those of files received, by question. `everything` draws also what earlier pages
        would hide: for a browser that decides this by itself.
        """
        codes = {question.code for question in self.questions}
        before = (
            {**self.known, **self.settled(answers)}
            if any(question.shown_if for question in self.questions)
            else {}
        )
        return join(
            _fill(question, answers.get(question.code), errors or {}, raw, names or {})
            for question in self.questions
            if everything or question.shown_if in codes or question.is_shown(before)
        )


@dataclass(frozen=True, slots=True)
class CompiledForm:
    """A version of a questionnaire in one language."""

    version_id: int
    language: str
    pages: tuple[Page, ...]
    known: Answers = field(default_factory=dict)

    def knowing(self, known: Answers) -> CompiledForm:
        """The same form for somebody whose answers `known` conditions may hang on."""
        return replace(
            self, known=known, pages=tuple(replace(page, known=known) for page in self.pages)
        )

    def page(self, code: str) -> Page:
        """The page with this code. Raises `LookupError`."""
        for page in self.pages:
            if page.code == code:
                return page
        raise LookupError(code)

    @property
    def questions(self) -> tuple[CompiledQuestion, ...]:
        """The questions of all pages, in order."""
        return self.pages[0].all_questions if self.pages else ()

    def clean(self, data: Any, files: Any = None) -> Outcome:
        """Read a whole document at once."""
        everything = {question.code for question in self.questions}
        return _clean(self.questions, everything, (data, files), {}, self.language, self.known)

    def settled(self, answers: Answers) -> dict[str, Any]:
        """Only what still holds: answers to questions that are shown."""
        return _settled(self.questions, answers, self.known)

    def missing(self, answers: Answers) -> dict[str, dict[str, list[str]]]:
        """What still has to be answered, by page and question.

        The whole document is read again, as if just sent.
        """
        data: MultiValueDict[str, str] = MultiValueDict(
            {code: typed(answer) for code, answer in answers.items()}
        )
        everything = {question.code for question in self.questions}
        errors = _clean(
            self.questions, everything, (data, None), answers, self.language, self.known
        ).errors
        return {
            page.code: {
                question.code: errors[question.code]
                for question in page.questions
                if question.code in errors
            }
            for page in self.pages
            if any(question.code in errors for question in page.questions)
        }

    def barred(self, answers: Answers) -> dict[str, Bar]:
        """The rules by which these answers make somebody not eligible, by question."""
        document = self.settled(answers)
        return {
            question.code: question.bar
            for question in self.questions
            if question.bar and question.bar.holds(document.get(question.code))
        }

    def shown(self, answers: Answers) -> list[CompiledQuestion]:
        """The questions that somebody with these answers is asked."""
        answered = {**self.known, **self.settled(answers)}
        return [question for question in self.questions if question.is_shown(answered)]

    def rows(self, answers: Answers) -> list[Row]:
        """Every question that was shown, with its answer in words; empty without an answer."""
        document = self.settled(answers)
        answered = {**self.known, **document}
        with translation.override(self.language):
            return [
                Row(
                    page.code,
                    page.title,
                    question.code,
                    question.label,
                    question.text(document.get(question.code), self.language),
                    question.kind,
                )
                for page in self.pages
                for question in page.questions
                if question.is_shown(answered)
            ]

    def scores(self, answers: Answers) -> dict[str, int]:
        """What the answers weigh, by theme code."""
        document = self.settled(answers)
        total: Counter[str] = Counter()
        for question in self.questions:
            total.update(question.score(document.get(question.code)))
        return dict(total)


def _settled(
    questions: Sequence[CompiledQuestion], answers: Answers, known: Answers
) -> dict[str, Any]:
    document: dict[str, Any] = {}
    answered = dict(known)
    for question in questions:
        answer = answers.get(question.code)
        if answer not in (None, "", []) and question.is_shown(answered):
            document[question.code] = answered[question.code] = answer
    return document


def _clean(
    questions: Sequence[CompiledQuestion],
    codes: set[str],
    sent: tuple[Any, Any],
    kept: Answers,
    language: str,
    known: Answers,
) -> Outcome:
    """Clean the questions `codes` in order, each one only if the answers before it show it."""
    data, files = sent
    outcome = Outcome({}, {}, {}, {}, data, {})
    for question in questions:
        if question.shown_if and not question.is_shown({**known, **outcome.document}):
            continue
        answer = kept.get(question.code)
        if question.code in codes:
            try:
                answer = question.clean(data, files if files is not None else {}, answer)
            except ValidationError as refusal:
                with translation.override(language):
                    outcome.errors[question.code] = [str(message) for message in refusal.messages]
                continue
            if question.traits.takes_file and not isinstance(answer, int | None):
                outcome.files[question.code] = answer
                continue
            if answer not in (None, "", []):
                outcome.answers[question.code] = answer
        if answer not in (None, "", []):
            outcome.document[question.code] = answer
    dropped = {
        code: None
        for code in kept
        if code not in outcome.document and code not in {*outcome.errors, *outcome.files}
    }
    outcome.changes.update(dropped, **outcome.answers)
    return outcome


def _fill(
    question: CompiledQuestion,
    answer: Answer | None,
    errors: Errors,
    raw: Any,
    names: Mapping[str, str],
) -> str:
    wrong = errors.get(question.code)
    sentence = " ".join(wrong) if wrong else ""
    if question.traits.takes_file:
        received = names.get(question.code, _("one file")) if answer else ""
        return question.fragment([], is_wrong=bool(wrong)).fill(
            [], error=sentence, received=received
        )
    values = typed(answer) if raw is None else raw.getlist(question.code)
    return question.fragment(values, is_wrong=bool(wrong)).fill(values, error=sentence)
