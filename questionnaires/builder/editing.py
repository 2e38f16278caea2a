"""One question on the table: its form with its lines, and what it says once it was sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from programs.models import Theme
from questionnaires.builder import fixed
from questionnaires.builder.actions import Answer, Written
from questionnaires.builder.fields import LANGUAGES
from questionnaires.builder.forms import QuestionForm
from questionnaires.builder.lines import Line, rearranged, sent, stored
from questionnaires.builder.seen import mark
from questionnaires.kinds import AGE, ANSWERS, KINDS, REGION, SPAN
from questionnaires.lists import Lists
from questionnaires.models import Question
from questionnaires.rules import known_before

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from questionnaires.builder.access import Table
    from questionnaires.models import Section


@dataclass(slots=True)
class Editing:
    """A question that is written: with `data` what was sent, without it as it stands."""

    table: Table
    question: Question
    sections: Sequence[Section]
    request: HttpRequest
    form: QuestionForm = field(init=False)
    lines: list[Line] = field(init=False)
    seen: str = field(init=False)
    wish: str = field(default="", init=False)  # what is done with the lines, nothing being kept
    refused: list[str] = field(default_factory=list, init=False)
    begins: bool = field(default=False, init=False)  # whether keeping it begins the next version

    def __post_init__(self) -> None:
        is_sent = self.request.method == "POST"
        data, files = (self.request.POST, self.request.FILES) if is_sent else (None, None)
        themes = list(Theme.objects.all())
        self.form = QuestionForm(
            data,
            files,
            question=self.question,
            form=self.table.form,
            sections=self.sections,
            earlier=self._earlier(),
            themes=themes,
            lists=Lists(self.table.region),
        )
        self.lines = stored(self.question, themes)
        self.seen = mark(self.question) if self.question.pk else ""
        if data is not None:
            self.wish, self.seen = data.get("wish", ""), data.get("seen", "")
            self.begins = "begins" in data
            self.lines = sent(data, themes)
            if self.wish:
                self.lines = rearranged(self.lines, self.wish, themes, data)

    def _earlier(self) -> list[Question]:
        questions = [each for page in self.sections for each in page.questions.all()]
        before = takewhile(lambda other: other.pk != self.question.pk, questions)
        known = known_before(self.table.version) if self.table.version else []
        if self.question.pk:
            return [*known, *before]
        to = self.question.section.position, self.question.section_id
        above = [each for each in questions if self._place(each.section_id) <= to]
        return [*known, *above]

    def _place(self, section: int) -> tuple[int, int]:
        return next((each.position, each.pk) for each in self.sections if each.pk == section)

    @property
    def name(self) -> str:
        """What is written, in the title of the page."""
        return str(self.question) if self.question.pk else _("A new question")

    @property
    def may_add_lines(self) -> bool:
        """Whether an answer may be added: figures know those of some questions."""
        return not fixed.has_fixed_answers(self.table.form, self.question)

    def is_right(self) -> bool:
        """Whether all that was sent can be kept; else each refusal stands beside its field."""
        right = self.form.is_valid()
        kind = KINDS.get(self.form.cleaned_data.get("kind", ""))
        if kind and kind.has_own_answers:
            right = self._lines_are_right() and right
        right = right and not self.form.errors
        if right and self.written.bars and not any(self.form.said("bar_reason").values()):
            self.form.add_error("bar_reason_ar", _("Please write what the person is told."))
        return not self.form.errors and right

    def _lines_are_right(self) -> bool:
        right = not [line for line in self.lines if not line.is_valid()]  # each says its own
        if not self._written_lines():
            self.form.add_error("kind", _("Please write at least one answer to choose."))
        if not self.may_add_lines and any(line.row is None for line in self._written_lines()):
            sentence = _("Figures know the answers of this question: none can be added.")
            self.form.add_error("kind", sentence)
        return right

    def _written_lines(self) -> list[Line]:
        return [line for line in self.lines if not line.is_empty]

    @property
    def written(self) -> Written:
        """What is to be kept."""
        said, clean = self.form.said, self.form.cleaned_data
        hangs_on = clean.get("hangs_on", "")
        kind = KINDS[clean["kind"]]
        answers = self._answers() if kind.has_own_answers else []
        return Written(
            texts={name: said(name) for name in ("label", "help_text", "bar_reason")},
            kind=clean["kind"],
            required=clean["required"],
            page=int(clean["page"]),
            shown_if=hangs_on,
            shown_if_values=clean[f"if_{hangs_on}"] if hangs_on else [],
            weights=self._weights(),
            bars=self._bars(answers),
            bar_anyway=clean["bar_anyway"],
            clips={language: clean.get(f"clip_{language}") for language in LANGUAGES},
            answers=answers,
        )

    def _weights(self) -> dict[str, int]:
        typed = {
            theme.code: self.form.cleaned_data.get(f"weight_{theme.code}")
            for theme in self.form.themes
        }
        return {code: value for code, value in typed.items() if value}

    def _answers(self) -> list[Answer]:
        return [
            Answer(
                row=line.row,
                texts={name: line.said(name) for name in line.texts},
                weights=line.weighs,
                barred=line.cleaned_data["barred"],
            )
            for line in self._written_lines()
        ]

    def _bars(self, answers: Sequence[Answer]) -> dict[str, Any]:
        clean = self.form.cleaned_data
        bounds = {name: clean[f"bar_{name}"] for name in ("below", "above")}
        barred = [*clean["bar_answers"], *(str(each.row) for each in answers if each.barred)]
        rules: dict[str, dict[str, Any]] = {
            ANSWERS: {"answers": barred} if barred else {},
            REGION: {"region": True} if clean["bar_region"] else {},
            SPAN: {name: bound for name, bound in bounds.items() if bound is not None},
        }
        rules[AGE] = rules[SPAN]
        return rules.get(self.form.barred_by, {})
