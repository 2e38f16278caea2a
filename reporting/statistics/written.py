"""How a number of a table is written: on the page, and in a file as spreadsheets read it here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from enum import Enum
from typing import TYPE_CHECKING

from core.language import babel_locale, language_of_page
from core.later import later

if TYPE_CHECKING:
    from babel import numbers
else:
    numbers = later("babel.numbers")

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
NOTHING = "\N{EN DASH}"  # nobody to divide by, or nothing that is counted by this


class Kind(Enum):
    """What a number is: how many, a share of 1, a mean, a difference of two means."""

    COUNT = "count"
    SHARE = "share"
    MEAN = "mean"  # days, hours, levels of 100
    POINTS = "points"  # a mean of 3
    CHANGE = "change"

    @property
    def places(self) -> int:
        """Decimals that are shown; of a share, those of its hundredths."""
        return {Kind.COUNT: 0, Kind.POINTS: 2}.get(self, 1)


@dataclass(frozen=True)
class Cell:
    """A number of a table, or none; rounded once, for the page and for the file."""

    value: Decimal | None
    kind: Kind

    @property
    def filed(self) -> str:
        """As a file has it: shares in hundredths, nothing for none.

        With the comma of the language before decimals: Excel takes 75.8 for a word in French.
        """
        if self.value is None:
            return ""
        return numbers.format_decimal(self.value, format=self._digits("0"), locale=babel_locale())

    @property
    def text(self) -> str:
        """As a page has it."""
        if self.value is None:
            return NOTHING
        written = numbers.format_decimal(
            self.value, format=self._digits("#,##0"), locale=babel_locale()
        )
        written = written.replace("\N{NARROW NO-BREAK SPACE}", NO_BREAK_SPACE)
        if self.kind is Kind.CHANGE and self.value > 0:
            written = f"+{written}"
        if self.kind is Kind.SHARE:
            return written + (f"{NO_BREAK_SPACE}%" if language_of_page() == "fr" else "%")
        return written

    def _digits(self, whole: str) -> str:
        return f"{whole}.{'0' * self.kind.places}" if self.kind.places else whole


def cell(value: float | None, kind: Kind = Kind.COUNT) -> Cell:
    """`value` as a cell: a share is given as a part of 1, and kept in hundredths."""
    if value is None:
        return Cell(None, kind)
    exact = Decimal(str(value)) * (100 if kind is Kind.SHARE else 1)
    return Cell(exact.quantize(Decimal(1).scaleb(-kind.places), ROUND_HALF_EVEN), kind)


def part(some: int | None, of: int | None, kind: Kind = Kind.SHARE, per: int = 1) -> Cell:
    """`some` divided by `of` (and by `per`); none where there is nobody to divide by."""
    if some is None or not of:
        return Cell(None, kind)
    exact = Decimal(some) / (Decimal(of) * per) * (100 if kind is Kind.SHARE else 1)
    return Cell(exact.quantize(Decimal(1).scaleb(-kind.places), ROUND_HALF_EVEN), kind)
