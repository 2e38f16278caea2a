"""A version as its builder reads it: pages of cards, each a question in one language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.conf import settings

from programs.lessons import lessons_of
from programs.models import Stop, Theme
from questionnaires.builder import sentences
from questionnaires.builder.fixed import is_needed
from questionnaires.builder.seen import mark
from questionnaires.lists import Lists
from questionnaires.rules import READ_IN, known_before

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Model

    from questionnaires.builder.access import Table
    from questionnaires.models import Question, Section

SHOWN_ANSWERS = 8
RIGHT_TO_LEFT = {"ar"}


@dataclass(frozen=True, slots=True)
class Text:
    """Words in the language in which they are written, which may be another one than asked for."""

    words: str
    language: str

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True)
class Card:
    """One question. While one is written the others are folded: what they say is not asked for."""

    question: Question
    number: int
    label: Text
    is_first: bool
    is_last: bool
    drawer: _Drawer

    @property
    def key(self) -> str:
        """Its name in the page."""
        return f"q{self.question.pk}"

    @cached_property
    def help(self) -> Text:
        """What is said to help to answer it."""
        return text_of(self.question, "help_text", self.drawer.language)

    @cached_property
    def answers(self) -> list[Text]:
        """Those that are shown, in their order."""
        shown = self.question.options.all()[:SHOWN_ANSWERS]
        return [text_of(each, "label", self.drawer.language) for each in shown]

    @property
    def more(self) -> int:
        """How many answers are not shown."""
        return max(0, len(self.question.options.all()) - SHOWN_ANSWERS)

    @cached_property
    def condition(self) -> str:
        """Of whom it is asked; empty when of everybody."""
        return sentences.condition(
            self.question, self.drawer.before(self.number), self.drawer.lists
        )

    @cached_property
    def bar(self) -> str:
        """Who may not apply because of its answer; empty when nobody."""
        return sentences.bar(self.question, self.drawer.lists)

    @cached_property
    def weights(self) -> list[str]:
        """What its answers weigh by theme."""
        return sentences.weights(self.question, self.drawer.themes, self.drawer.lists)

    @cached_property
    def taught(self) -> list[str]:
        """What an earlier stop teaches of it."""
        return sentences.taught(self.question.code, self.drawer.learned)

    @cached_property
    def untranslated(self) -> list[str]:
        """The names of the languages in which it is not written yet."""
        return untranslated(self.question, "label")

    @property
    def needed(self) -> bool:
        """Whether nobody could apply without it."""
        return is_needed(self.drawer.form, self.question.code)

    @cached_property
    def seen(self) -> str:
        """How it stands now, in one word."""
        return mark(self.question)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of the form."""

    section: Section
    title: Text
    intro: Text
    cards: list[Card]
    taught: list[str]
    untranslated: list[str]
    is_first: bool
    is_last: bool

    @property
    def key(self) -> str:
        """Its name in the page."""
        return f"p{self.section.pk}"


def text_of(row: Model, field: str, language: str) -> Text:
    """A text in `language`, else in the first one in which it is written."""
    languages = (language, *(code for code, _name in settings.LANGUAGES))
    for code in languages:
        if words := getattr(row, f"{field}_{code}"):
            return Text(words, code)
    return Text("", language)


def untranslated(row: Model, field: str) -> list[str]:
    """The names of the languages that people read in which this is not written yet."""
    names = dict(settings.LANGUAGES)
    return [str(names[code]) for code in READ_IN if not getattr(row, f"{field}_{code}")]


def sections_of(table: Table) -> list[Section]:
    """The pages of the version on the table, with questions and answers. Three statements."""
    if table.version is None:
        return []
    rows = table.version.sections.order_by("position", "pk")
    return list(rows.prefetch_related("questions__options"))


def leaves(table: Table, language: str) -> list[Leaf]:
    """Every page with its cards."""
    sections = sections_of(table)
    drawer = _Drawer(table, sections, language)
    last = len(sections) - 1
    return [
        Leaf(
            section,
            text_of(section, "title", language),
            text_of(section, "intro", language),
            [drawer.card(question) for question in section.questions.all()],
            sentences.taught(section.code, drawer.learned),
            untranslated(section, "title"),
            place == 0,
            place == last,
        )
        for place, section in enumerate(sections)
    ]


class _Drawer:
    """What the cards of one version are drawn with; the lists and themes are read once."""

    def __init__(self, table: Table, sections: Sequence[Section], language: str) -> None:
        self.language = language
        self.form = table.form
        self.lists = Lists(table.region)
        self.learned = lessons_of([table.form.stop] if table.form.stop else Stop.objects.all())
        self.themes = list(Theme.objects.all())
        self.known = known_before(table.version) if table.version else []
        self.questions = [question for page in sections for question in page.questions.all()]

    def before(self, number: int) -> list[Question]:
        """The questions on which the one with this number may hang."""
        return [*self.known, *self.questions[: number - 1]]

    def card(self, question: Question) -> Card:
        """The card of one question."""
        place = self.questions.index(question)
        label = text_of(question, "label", self.language)
        return Card(question, place + 1, label, place == 0, place == len(self.questions) - 1, self)
