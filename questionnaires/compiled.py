"""A questionnaire ready for use in one language: pages and questions that clean, draw, score and lay out answers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from questionnaires.compiled_questions import CompiledQuestion, Kind
from questionnaires.markup import join
from questionnaires.writing import Answer, typed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.core.files.uploadedfile import UploadedFile
    from django.utils.safestring import SafeString

Answers: TypeAlias = "Mapping[str, Any]"
Errors: TypeAlias = "Mapping[str, Sequence[str]]"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a page that was sent.

    `answers` are those of this page; `document` all that still hold, on every page; `changes` what has to be kept now:
    the answers of this page, and `None` for each kept one that no longer holds. A file is in `files` alone.
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


@dataclass(frozen=True, slots=True)
class Page:
    """One page: one idea. `whole` are the questions of all pages, in order; `known` was answered elsewhere before."""

    code: str
    title: str
    intro: str
    number: int
    questions: tuple[CompiledQuestion, ...]
    whole: tuple[CompiledQuestion, ...] = field(repr=False)
    language: str
    known: Answers = field(default_factory=dict)

    def clean(self, data: Any, files: Any, answers: Answers) -> Outcome:
        """Read this page's answers out of what was sent; `answers` are those kept so far."""
        here = {asked.code for asked in self.questions}
        return _clean(self.whole, here, (data, files), answers, self.language, self.known)

    def settled(self, answers: Answers) -> dict[str, Any]:
        """Only what still holds: answers to questions that are shown."""
        return _settled(self.whole, answers, self.known)

    def render(
        self,
        answers: Answers,
        *,
        errors: Errors | None = None,
        raw: Any | None = None,
        names: Mapping[str, str] | None = None,
        everything: bool = False,
    ) -> SafeString:
        """Draw the fields with what was answered, or typed (`raw`); `names` are those of files received, by question.

        `everything` draws also what earlier pages would hide: for a browser that decides this by itself.
        """
        here = {asked.code for asked in self.questions}
        before = self._told(answers) if any(asked.shown_if for asked in self.questions) else {}
        return join(
            _fill(asked, answers.get(asked.code), errors or {}, raw, names or {})
            for asked in self.questions
            if everything or asked.shown_if in here or asked.is_shown(before)
        )

    def _told(self, answers: Answers) -> dict[str, Any]:
        return {**self.known, **self.settled(answers)}


@dataclass(frozen=True, slots=True)
class CompiledForm:
    """A version of a questionnaire in one language."""

    version_id: int
    language: str
    pages: tuple[Page, ...]
    known: Answers = field(default_factory=dict)

    def knowing(self, known: Answers) -> CompiledForm:
        """The same paper for somebody of whom these answers are known: conditions may hang on them."""
        return replace(self, known=known, pages=tuple(replace(page, known=known) for page in self.pages))

    def page(self, code: str) -> Page:
        """The page with this code. Raises `LookupError`."""
        for page in self.pages:
            if page.code == code:
                return page
        raise LookupError(code)

    @property
    def questions(self) -> tuple[CompiledQuestion, ...]:
        """The questions of all pages, in order."""
        return self.pages[0].whole if self.pages else ()

    def clean(self, data: Any, files: Any = None) -> Outcome:
        """Read a whole document at once."""
        everything = {asked.code for asked in self.questions}
        return _clean(self.questions, everything, (data, files), {}, self.language, self.known)

    def settled(self, answers: Answers) -> dict[str, Any]:
        """Only what still holds: answers to questions that are shown."""
        return _settled(self.questions, answers, self.known)

    def missing(self, answers: Answers) -> dict[str, dict[str, list[str]]]:
        """What still has to be answered, by page and question: the whole document is read again, as if just sent."""
        sent: MultiValueDict[str, str] = MultiValueDict({code: typed(answer) for code, answer in answers.items()})
        everything = {asked.code for asked in self.questions}
        errors = _clean(self.questions, everything, (sent, None), answers, self.language, self.known).errors
        return {
            page.code: {asked.code: errors[asked.code] for asked in page.questions if asked.code in errors}
            for page in self.pages
            if any(asked.code in errors for asked in page.questions)
        }

    def shown(self, answers: Answers) -> list[CompiledQuestion]:
        """The questions that somebody with these answers is asked."""
        told = {**self.known, **self.settled(answers)}
        return [asked for asked in self.questions if asked.is_shown(told)]

    def rows(self, answers: Answers) -> list[Row]:
        """Every question that was shown, with its answer in words; without an answer the text is empty."""
        document = self.settled(answers)
        told = {**self.known, **document}
        with translation.override(self.language):
            return [
                Row(
                    page.code,
                    page.title,
                    asked.code,
                    asked.label,
                    asked.text(document.get(asked.code), self.language),
                    asked.kind,
                )
                for page in self.pages
                for asked in page.questions
                if asked.is_shown(told)
            ]

    def scores(self, answers: Answers) -> dict[str, int]:
        """What the answers weigh, by theme code."""
        document = self.settled(answers)
        total: Counter[str] = Counter()
        for asked in self.questions:
            total.update(asked.score(document.get(asked.code)))
        return dict(total)


def _settled(questions: Sequence[CompiledQuestion], answers: Answers, known: Answers) -> dict[str, Any]:
    document: dict[str, Any] = {}
    told = dict(known)
    for asked in questions:
        answer = answers.get(asked.code)
        if answer not in (None, "", []) and asked.is_shown(told):
            document[asked.code] = told[asked.code] = answer
    return document


def _clean(
    questions: Sequence[CompiledQuestion],
    here: set[str],
    sent: tuple[Any, Any],
    kept: Answers,
    language: str,
    known: Answers,
) -> Outcome:
    """Clean the questions `here` in order, each one only if the answers before it show it."""
    data, files = sent
    outcome = Outcome({}, {}, {}, {}, data, {})
    for asked in questions:
        if not asked.is_shown({**known, **outcome.document} if asked.shown_if else {}):
            continue
        answer = kept.get(asked.code)
        if asked.code in here:
            try:
                answer = asked.clean(data, files if files is not None else {}, answer)
            except ValidationError as refusal:
                with translation.override(language):
                    outcome.errors[asked.code] = [str(message) for message in refusal.messages]
                continue
            if asked.kind == Kind.FILE and not isinstance(answer, int | None):
                outcome.files[asked.code] = answer
                continue
            if answer not in (None, "", []):
                outcome.answers[asked.code] = answer
        if answer not in (None, "", []):
            outcome.document[asked.code] = answer
    gone = {
        code: None for code in kept if code not in outcome.document and code not in {*outcome.errors, *outcome.files}
    }
    outcome.changes.update(gone, **outcome.answers)
    return outcome


def _fill(asked: CompiledQuestion, answer: Answer | None, errors: Errors, raw: Any, names: Mapping[str, str]) -> str:
    wrong = errors.get(asked.code)
    cut = asked.wrong if wrong else asked.plain
    sentence = " ".join(wrong) if wrong else ""
    if asked.kind == Kind.FILE:
        received = names.get(asked.code, _("one file")) if answer else ""
        return cut.fill([], error=sentence, received=received)
    return cut.fill(typed(answer) if raw is None else raw.getlist(asked.code), error=sentence)
