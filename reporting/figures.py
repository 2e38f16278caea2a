"""The figures of pages: typed, in order, each with its definition; shares add up to 100."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporting import words
from reporting.breakdowns import BREAKDOWNS, TOTAL
from reporting.populations import PUBLIC, Population
from reporting.suppression import REST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from programs.models import Stop
    from reporting.breakdowns import Breakdown

Row = tuple[str, str, str, int, "datetime"]
COLUMNS = ("population", "breakdown", "value", "count", "counted_at")


@dataclass(frozen=True)
class FigureRow:
    """One line of a table. `share` is 0 to 1, by thousandths; the shares of a table add up to 1."""

    value: str
    label: str
    count: int
    share: float
    width: float  # of its bar, 0 to 100: the longest bar of its table has 100


@dataclass(frozen=True)
class FigureTable:
    """How a population divides by one property, and what exactly was counted."""

    population: str
    breakdown: str
    title: str
    head: str
    unit: str
    lines: tuple[FigureRow, ...]
    total: int
    definition: str
    counted_at: datetime


@dataclass(frozen=True)
class Headline:
    """A total that stands alone."""

    population: str
    label: str
    count: int
    definition: str

    @property
    def number(self) -> str:
        """What the number is called among those of a stop."""
        return words.NAMED[self.population]


@dataclass(frozen=True)
class StopFigures:
    """All that a page says about one stop in numbers."""

    headlines: tuple[Headline, ...]
    tables: tuple[FigureTable, ...]
    counted_at: datetime | None


def public_figures(stop: Stop) -> StopFigures:
    """What everybody may see."""
    return _figures(stop.published.values_list(*COLUMNS))


def shares(counts: Sequence[int]) -> list[float]:
    """The share of each count, to a thousandth.

    Together exactly 1, because the largest remainders are raised.
    """
    total = sum(counts) or 1
    parts = [divmod(1000 * count, total) for count in counts]
    missing = (1000 if any(counts) else 0) - sum(whole for whole, _ in parts)
    by_remainder = sorted(range(len(parts)), key=lambda index: (-parts[index][1], index))
    raised = set(by_remainder[:missing])
    return [(whole + (index in raised)) / 1000 for index, (whole, _) in enumerate(parts)]


def _figures(rows: Iterable[Row]) -> StopFigures:
    """Lay the counters of one stop out as headlines and tables."""
    counts: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    dates: dict[tuple[str, str], datetime] = {}
    for population, breakdown, value, count, counted_at in rows:
        counts[population, breakdown][value] = count
        dates[population, breakdown] = counted_at
    return StopFigures(
        headlines=tuple(
            _headline(population, counts[population, TOTAL][REST])
            for population in PUBLIC
            if (population, TOTAL) in counts
        ),
        tables=tuple(
            _table(
                population,
                breakdown,
                counts[population, breakdown.code],
                dates[population, breakdown.code],
            )
            for breakdown in BREAKDOWNS
            for population in PUBLIC
            if (population, breakdown.code) in counts
        ),
        counted_at=max(dates.values(), default=None),
    )


def _headline(population: Population, count: int) -> Headline:
    label = words.headline(population, count)
    return Headline(population, label, count, str(words.WHO[population]))


def _table(
    population: Population, breakdown: Breakdown, counts: Mapping[str, int], counted_at: datetime
) -> FigureTable:
    """One table, its rows in their order."""
    label = breakdown.labels()
    values = breakdown.ordered(counts, label)
    longest = max(counts.values()) or 1
    lines = tuple(
        FigureRow(
            value, label(value), counts[value], share, round(100 * counts[value] / longest, 1)
        )
        for value, share in zip(values, shares([counts[value] for value in values]), strict=True)
    )
    return FigureTable(
        population=population,
        breakdown=breakdown.code,
        title=str(breakdown.title),
        head=str(breakdown.head),
        unit=str(words.UNITS[population]),
        lines=lines,
        total=sum(counts.values()),
        definition=words.definition(population, breakdown),
        counted_at=counted_at,
    )
