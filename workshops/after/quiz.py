"""Five questions with right answers: written by the trainer, answered once, read by theme.

They are a questionnaire of the engine: a right answer weighs 1 on the theme of its question, so
that a result is the engine's own score. What is kept again is the next version; whoever answered
keeps the one that they read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from core.spoken import LANGUAGES
from programs.models import Theme
from questionnaires.actions import draft, mark_answered, publish
from questionnaires.compiled_forms import compiled_form
from questionnaires.models import Choice, Question, Section, Version
from workshops import quizzes
from workshops.models import Quiz, QuizAnswers
from workshops.seats.locking import locked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from questionnaires.compiled_forms import CompiledForm
    from questionnaires.compiled_questions import CompiledQuestion
    from workshops.models import Seat, Workshop

MOST, ANSWERS = 5, 4  # questions of a workshop, answers to choose from
FEWEST = 2
TITLE = gettext_noop("What do you take home?")
PAGE = "quiz"


@dataclass(frozen=True)
class Asked:
    """One question as a trainer writes it; `right` is the place of the right answer, from 0.

    `others`: by language, the question and its answers in their order; what is empty is not said.
    """

    text: str
    answers: Sequence[str]
    right: int
    theme: str
    others: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def said(self, place: int) -> dict[str, str]:
        """The question (0) or one of its answers, by language; "" is the one it was written in."""
        written = [self.text, *self.answers][place]
        return {"": written, **{code: words[place] for code, words in self.others.items()}}


@dataclass(frozen=True)
class Line:
    """One question with its right answer, and how many chose which: or what one person chose."""

    text: str
    right: str
    said: str = ""
    rights: int = 0

    @property
    def is_right(self) -> bool:
        """Whether what one person said is right."""
        return self.said == self.right


@dataclass(frozen=True)
class ByTheme:
    """On a theme, how many answers were right, of how many."""

    theme: str
    rights: int
    all: int


@dataclass(frozen=True)
class Result:
    """What came of the questions: line by line and by theme, for one person or for all."""

    lines: Sequence[Line]
    themes: Sequence[ByTheme]
    people: int = 1

    @property
    def rights(self) -> int:
        """How many answers were right."""
        return sum(each.rights for each in self.themes)

    @property
    def all(self) -> int:
        """How many there are."""
        return sum(each.all for each in self.themes)


@transaction.atomic
def keep_quiz(workshop: Workshop, asked: Sequence[Asked]) -> Version:
    """Put these questions in force, in place of those before.

    They are written in the language in which the workshop is spoken, and stand so for every reader
    in whose language nobody wrote them too.
    Raises ValidationError('quiz') without a question, or with more than five.
    """
    if not 0 < len(asked) <= MOST:
        raise ValidationError(_("Please write one to five questions."), code="quiz")
    at = locked(workshop.pk)
    quiz = Quiz.objects.filter(workshop=at).first() or quizzes.new_quiz(at)
    version = draft(quiz.questionnaire)
    version.sections.all().delete()
    titles = {}
    for code in LANGUAGES:
        with override(code):
            titles[f"title_{code}"] = _(TITLE)
    page = Section.objects.create(version=version, code=PAGE, **titles)
    for place, each in enumerate(asked, 1):
        _write(page, place, each)
    return publish(version)


def _write(page: Section, place: int, asked: Asked) -> None:
    """One question with its answers."""
    question = Question.objects.create(
        section=page,
        code=f"q{place}",
        kind="choice",
        required=True,
        position=place,
        **_said("label", asked.said(0)),
    )
    for number in range(len(asked.answers)):
        Choice.objects.create(
            question=question,
            code=f"a{number + 1}",
            weights={asked.theme: 1} if number == asked.right else {},
            position=number,
            **_said("label", asked.said(number + 1)),
        )


def _said(field: str, words: Mapping[str, str]) -> dict[str, str]:
    """The same words in each language, where nobody wrote others."""
    return {f"{field}_{code}": words.get(code) or words[""] for code in LANGUAGES}


def in_force(workshop: Workshop) -> Version | None:
    """The questions of a workshop, where somebody wrote them."""
    return quizzes.in_force(workshop.pk)


def answered_before(workshop: Workshop) -> list[Version]:
    """Earlier questions that have answers, the newest first: to mend a word hides no result."""
    return quizzes.answered_before(workshop.pk)


@transaction.atomic
def answer(seat: Seat, version: Version, answers: Mapping[str, Any]) -> QuizAnswers:
    """Keep what somebody answered; the first time counts, twice is harmless."""
    new = QuizAnswers(seat=seat, version=version, answers=dict(answers))
    QuizAnswers.objects.bulk_create([new], ignore_conflicts=True)
    mark_answered(version.pk)
    return QuizAnswers.objects.get(seat=seat)


def result_of(given: QuizAnswers, language: str) -> Result:
    """What one person answered, what is right, and how it stands by theme."""
    form = compiled_form(given.version_id, language)
    lines, rights = [], form.scores(given.answers)
    for question in form.questions:
        said = str(question.options.get(given.answers.get(question.code), ""))
        lines.append(Line(question.label, str(question.options[right_of(question)]), said))
    names = _names(form)
    totals = _totals(form)
    themes = [ByTheme(names[code], rights.get(code, 0), many) for code, many in totals.items()]
    return Result(lines, themes)


def result_of_all(version: Version, language: str) -> Result:
    """How many of those who read this version answered each question rightly; one statement."""
    form = compiled_form(version.pk, language)
    asked = {
        question.code: Count("pk", filter=Q((f"answers__{question.code}", right_of(question))))
        for question in form.questions
    }
    rows = QuizAnswers.objects.filter(version=version)
    found = rows.aggregate(people=Count("pk"), **asked)
    lines = [
        Line(
            question.label,
            str(question.options[right_of(question)]),
            rights=found[question.code],
        )
        for question in form.questions
    ]
    names, rights = _names(form), dict.fromkeys(_totals(form), 0)
    for question in form.questions:
        rights[theme_of(question)] += found[question.code]
    themes = [
        ByTheme(names[code], rights[code], many * found["people"])
        for code, many in _totals(form).items()
    ]
    return Result(lines, themes, found["people"])


def right_of(question: CompiledQuestion) -> str:
    """The code of its right answer."""
    return next(code for code, weights in question.weights.items() if weights)


def theme_of(question: CompiledQuestion) -> str:
    """The code of the theme on which its right answer weighs."""
    return next(iter(question.weights[right_of(question)]))


def _totals(form: CompiledForm) -> dict[str, int]:
    """How many questions there are, by theme."""
    found: dict[str, int] = {}
    for question in form.questions:
        code = theme_of(question)
        found[code] = found.get(code, 0) + 1
    return found


def _names(form: CompiledForm) -> dict[str, str]:
    codes = {theme_of(question) for question in form.questions}
    return {theme.code: str(theme) for theme in Theme.objects.filter(code__in=codes)}
