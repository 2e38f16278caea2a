"""People side by side: by one property, stop by stop, region by region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from reporting.figures import shares
from reporting.populations import Population
from reporting.statistics.funnel import terms
from reporting.statistics.steps import MEASURES, STEPS
from reporting.statistics.tables import Line, Table, widths
from reporting.statistics.written import Kind, cell
from reporting.words import UNITS, WHO, two_sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from reporting.statistics.written import Cell

P = Population


@dataclass(frozen=True)
class Side:
    """Groups of people beside each other, in the order of their rows, and all of them together.

    `how` says by what they are divided.
    """

    title: str
    head: str
    how: str
    names: Sequence[tuple[str, str]]
    groups: Mapping[str, Mapping[str, int]]
    total: Mapping[str, int]
    all_of_them: str
    counted_at: datetime | None
    urls: Mapping[str, str]
    empty: str

    def lines(
        self, cells: Callable[[Mapping[str, int]], tuple[Cell, ...]], bars: Sequence[float] = ()
    ) -> tuple[Line, ...]:
        """A row of `cells` for each group."""
        return tuple(
            Line(
                value,
                name,
                cells(self.groups.get(value, {})),
                bars[at] if bars else 0,
                self.urls.get(value, ""),
            )
            for at, (value, name) in enumerate(self.names)
        )

    def says(self) -> dict[str, object]:
        """What all of its tables say alike."""
        found = any(any(group.values()) for group in self.groups.values())
        return {
            "head": self.head,
            "counted_at": self.counted_at,
            "empty": "" if found else self.empty,
        }


def of_one(side: Side, population: Population) -> Table:
    """How one population divides: numbers and shares that add up to 100, with bars."""
    numbers = [side.groups.get(value, {}).get(population, 0) for value, _name in side.names]
    parts, bars = shares(numbers), widths(numbers)
    lines = tuple(
        Line(value, name, (cell(number), cell(share, Kind.SHARE)), bar, side.urls.get(value, ""))
        for (value, name), number, share, bar in zip(side.names, numbers, parts, bars, strict=True)
    )
    total = sum(numbers)
    return Table(
        code=str(population),
        title=_("%(who)s: %(what)s") % {"who": UNITS[population], "what": side.title},
        columns=(str(UNITS[population]), _("Share")),
        lines=lines,
        total=Line("", side.all_of_them, (cell(total), cell(1 if total else None, Kind.SHARE))),
        notes=(two_sentences(WHO[population], side.how),),
        drawn=True,
        **{**side.says(), "empty": "" if total else side.empty},  # type: ignore[arg-type]
    )


def numbers(side: Side) -> Table:
    """Every step of each group."""

    def cells(group: Mapping[str, int]) -> tuple[Cell, ...]:
        return tuple(cell(step.number(group)) for step in STEPS)

    bars = widths([side.groups.get(value, {}).get(P.APPLICATIONS, 0) for value, _ in side.names])
    return Table(
        code="steps",
        title=_("Every step: %(what)s") % {"what": side.title},
        columns=tuple(str(step.name) for step in STEPS),
        lines=side.lines(cells, bars),
        total=Line("", side.all_of_them, cells(side.total)),
        terms=tuple((str(step.name), str(step.who)) for step in STEPS),
        notes=(side.how,),
        drawn=True,
        **side.says(),  # type: ignore[arg-type]
    )


def of_the_step_before(side: Side) -> Table:
    """The share of the step before, group by group."""
    known = [step for step in STEPS if step.of]

    def cells(group: Mapping[str, int]) -> tuple[Cell, ...]:
        return tuple(step.share(group) for step in known)

    return Table(
        code="shares",
        title=_("Of the step before: %(what)s") % {"what": side.title},
        columns=tuple(str(step.name) for step in known),
        lines=side.lines(cells),
        total=Line("", side.all_of_them, cells(side.total)),
        notes=(
            _(
                "Each number of the steps divided by that of the step before it; from the first "
                "workshop on, divided by those who take part."
            ),
            side.how,
        ),
        **side.says(),  # type: ignore[arg-type]
    )


def measured(side: Side) -> Table:
    """Attendance, times, satisfaction and needs, group by group."""

    def cells(group: Mapping[str, int]) -> tuple[Cell, ...]:
        return tuple(measure.value(group) for measure in MEASURES)

    return Table(
        code="measures",
        title=_("Attendance, times, satisfaction, needs: %(what)s") % {"what": side.title},
        columns=tuple(str(measure.name) for measure in MEASURES),
        lines=side.lines(cells),
        total=Line("", side.all_of_them, cells(side.total)),
        terms=terms(*MEASURES),
        notes=(side.how,),
        **side.says(),  # type: ignore[arg-type]
    )
