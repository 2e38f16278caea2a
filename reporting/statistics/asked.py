"""What somebody asks of a page of figures, and in which sentence it is refused."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from reporting.statistics.forms import BY, FIRST, LAST, PAGE, PeriodForm, page_number
from reporting.statistics.report import TAKES_PERIOD, Way, tables, ways

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict

    from programs.models import Stop
    from reporting.statistics.tables import Table


@dataclass(frozen=True)
class Asked:
    """The stops, the way of looking, the days and the page; read from an address."""

    stops: Sequence[Stop]
    one: bool
    by: str
    ways: Sequence[Way]
    form: PeriodForm
    page: int

    @classmethod
    def of(cls, query: QueryDict, stops: Sequence[Stop], *, one: bool) -> Asked:
        """What the address asks."""
        asks = any(query.get(name) for name in (FIRST, LAST))
        return cls(
            stops,
            one,
            query.get(BY, ""),
            ways(stops, one=one),
            PeriodForm(query if asks else None),
            page_number(query.get(PAGE, "")),
        )

    @property
    def whole_time(self) -> str:
        """The same without days."""
        return f"?{BY}={self.by}"

    @property
    def takes_period(self) -> bool:
        """Whether days may be chosen: counters know one property at a time, and days are one."""
        return self.by in TAKES_PERIOD

    def refusal(self) -> tuple[str, HTTPStatus] | None:
        """Why there is nothing to show."""
        if self.by not in {way.code for way in self.ways}:
            said = _("Figures are not known by this. Please choose one of the ways below.")
            return said, HTTPStatus.NOT_FOUND
        if self.form.is_bound and not self.takes_period:
            said = _("Days can be chosen for the whole only, not together with another property.")
            return said, HTTPStatus.UNPROCESSABLE_ENTITY
        if self.form.is_bound and not self.form.is_valid():
            said = _("Nothing is shown until the days are right.")
            return said, HTTPStatus.UNPROCESSABLE_ENTITY
        return None

    def tables(self) -> list[Table]:
        """What is shown, whole."""
        return tables(self.stops, self.by, self.form.period, one=self.one)

    def on_the_page(self, found: Sequence[Table]) -> list[Table]:
        """The rows of the page asked for; none when no table has so many."""
        whole = [table.at(1) for table in found]
        if not 1 <= self.page <= max(table.pages for table in whole):
            return []
        return [
            table.at(min(self.page, one.pages)) for table, one in zip(found, whole, strict=True)
        ]
