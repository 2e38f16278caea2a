"""What stands on a bulletin, as typed data for its page, paper, report and card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

SHORT = ("province", "sector")


@dataclass(frozen=True)
class Number:
    """A total that stands alone, and what it counts."""

    code: str
    label: str
    count: int
    definition: str


@dataclass(frozen=True)
class Line:
    """A row of a table; `share` is 0 to 1, by thousandths."""

    value: str
    label: str
    count: int
    share: float
    width: float  # of its bar, 0 to 100


@dataclass(frozen=True)
class Table:
    """How people divide by one property, and what was counted."""

    code: str
    title: str
    head: str
    unit: str
    definition: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Held:
    """A workshop that is over; `came` is None where fewer than five people were there."""

    day: str
    title: str
    theme: str
    came: int | None


@dataclass(frozen=True)
class Sheet:
    """All that a bulletin says, in one language."""

    program: str
    stop: str
    center: str
    days: str
    kind: str
    numbers: tuple[Number, ...]
    tables: tuple[Table, ...]
    funnel: tuple[Number, ...]
    needs: Table | None
    workshops: tuple[Held, ...]
    partners: tuple[str, ...]
    follows: str
    follows_in: str  # the language of `follows`, where it is not that of the page
    counted: str
    link: str

    @property
    def in_short(self) -> list[Table]:
        """The tables of the one page: where people come from, and what they do."""
        return [each for code in SHORT if (each := self.table(code))]

    def table(self, code: str) -> Table | None:
        """The table by this property, if there is one."""
        return next((each for each in self.tables if each.code == code), None)


def thawed(kept: Mapping[str, Any]) -> Sheet:
    """The sheet that `asdict` made these plain values of, on their way through JSON."""
    return Sheet(
        **{
            **kept,
            "numbers": tuple(Number(**each) for each in kept["numbers"]),
            "tables": tuple(_table(each) for each in kept["tables"]),
            "funnel": tuple(Number(**each) for each in kept["funnel"]),
            "needs": _table(kept["needs"]) if kept["needs"] else None,
            "workshops": tuple(Held(**each) for each in kept["workshops"]),
            "partners": tuple(kept["partners"]),
        }
    )


def _table(kept: Mapping[str, Any]) -> Table:
    return Table(**{**kept, "lines": tuple(Line(**line) for line in kept["lines"])})
