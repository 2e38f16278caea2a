"""The needs of one person.

The scores of their diagnoses side by side, what became of each need, and who changed it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.language import language_of_page
from needs.models import (  # type: ignore[attr-defined]  # pghistory makes it
    Diagnosis,
    Need,
    NeedEvent,
)
from people.models import User
from programs.models import Theme
from questionnaires.compiled_forms import compiled_form

if TYPE_CHECKING:
    from datetime import datetime

    from applications.models import Application
    from questionnaires.compiled_forms import Row

MOMENTS = list(Diagnosis.Moment)


@dataclass(frozen=True)
class Bar:
    """What one diagnosis says of one theme."""

    moment: str
    label: str
    level: int


@dataclass(frozen=True)
class ThemeRow:
    """One theme: the scores in their order, and the need that came of them, or None."""

    theme: Theme
    bars: tuple[Bar, ...]
    need: Need | None


@dataclass(frozen=True)
class Answered:
    """One diagnosis with its answers in words."""

    diagnosis: Diagnosis
    rows: list[Row]


@dataclass(frozen=True)
class Summary:
    """All that staff and experts read about the needs of one person."""

    lines: tuple[ThemeRow, ...]
    diagnoses: list[Answered]

    @property
    def is_blank(self) -> bool:
        """Whether nothing is known: no diagnosis was begun and nobody wrote a need down."""
        return not self.diagnoses and not any(line.need for line in self.lines)

    @property
    def known(self) -> list[ThemeRow]:
        """The themes on which a diagnosis or somebody has said something."""
        return [line for line in self.lines if line.bars or line.need]

    @property
    def unknown(self) -> list[ThemeRow]:
        """The other themes."""
        return [line for line in self.lines if not line.bars and not line.need]


def summary(application: Application) -> Summary:
    """One person's needs, in three statements and the papers of their diagnoses."""
    diagnoses = list(application.diagnoses.select_related("expert", "entered_by", "version"))
    diagnoses.sort(key=lambda each: MOMENTS.index(Diagnosis.Moment(each.moment)))
    needs = {need.theme_id: need for need in application.needs.select_related("changed_by")}
    lines = tuple(
        ThemeRow(theme, _bars(diagnoses, theme), needs.get(theme.pk))
        for theme in Theme.objects.all()
    )
    return Summary(lines, [Answered(each, _rows(application, each)) for each in diagnoses])


def line_of(application: Application, theme: Theme) -> ThemeRow:
    """The same for one theme alone."""
    diagnoses = sorted(
        application.diagnoses.all(), key=lambda each: MOMENTS.index(Diagnosis.Moment(each.moment))
    )
    need = application.needs.filter(theme=theme).select_related("changed_by").first()
    return ThemeRow(theme, _bars(diagnoses, theme), need)


def _bars(diagnoses: list[Diagnosis], theme: Theme) -> tuple[Bar, ...]:
    return tuple(
        Bar(each.moment, each.get_moment_display(), each.scores[theme.code])
        for each in diagnoses
        if each.finished_at and theme.code in each.scores
    )


def _rows(application: Application, diagnosis: Diagnosis) -> list[Row]:
    """The answers in words; the questions may hang on what the person is."""
    questions = compiled_form(diagnosis.version_id, language_of_page()).knowing(
        {"kind": application.kind}
    )
    return [row for row in questions.rows(diagnosis.answers) if row.code in diagnosis.answers]


@dataclass(frozen=True)
class Change:
    """A need as somebody left it. `who` is empty when a diagnosis did."""

    when: datetime
    who: str
    level: int
    state: str
    state_name: str
    reason: str


def history(need: Need | None) -> list[Change]:
    """Every state the need has been in, newest first; two statements."""
    if need is None:
        return []
    events = list(NeedEvent.objects.filter(pgh_obj=need.pk).order_by("-pgh_id"))
    names = {
        person.pk: person.name
        for person in User.objects.filter(pk__in=[e.changed_by_id for e in events])
    }
    states = dict(Need.State.choices)
    return [
        Change(
            when=event.pgh_created_at,
            who=names.get(event.changed_by_id, ""),
            level=event.level,
            state=event.state,
            state_name=str(states[event.state]),
            reason=event.reason,
        )
        for event in events
    ]
