"""A table of figures: typed, defined, the same on the page, in its chart and in its file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from reporting.statistics.charts import Curve, TileMap
    from reporting.statistics.written import Cell

ROWS = 60  # on one page


@dataclass(frozen=True)
class Line:
    """One row. `width` is that of its bar, 0 to 100: the longest of its table has 100."""

    value: str
    label: str
    cells: tuple[Cell, ...]
    width: float = 0
    url: str = ""


@dataclass(frozen=True)
class Table:
    """What is counted, by what; `terms` define its rows or columns, `notes` say the rest."""

    code: str
    title: str
    head: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    total: Line | None = None
    terms: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    counted_at: datetime | None = None
    empty: str = ""  # why nobody stands here
    drawn: bool = False  # whether each row has a bar
    page: int = 1
    whole: int = 0  # rows on all pages
    curves: tuple[Curve, ...] = ()
    tiles: TileMap | None = None

    @property
    def pages(self) -> int:
        """How many pages the rows fill."""
        return max(-(-self.whole // ROWS), 1)

    @property
    def numbers(self) -> range:
        """The pages by their numbers."""
        return range(1, self.pages + 1)

    def at(self, page: int) -> Table:
        """The same with the rows of one page."""
        first = (page - 1) * ROWS
        return replace(
            self, lines=self.lines[first : first + ROWS], page=page, whole=len(self.lines)
        )


def widths(numbers: Sequence[float]) -> list[float]:
    """The bars of these numbers, to a tenth of a hundredth of the longest."""
    longest = max(numbers, default=0) or 1
    return [round(100 * number / longest, 1) for number in numbers]
