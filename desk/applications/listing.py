"""The list of candidacies as a page shows it.

A page takes as many statements for a hundred files as for a million, and for one row as for fifty.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.http import urlencode

from applications.models import Application
from applications.unnamed import unnamed_among
from core.keyset import CAP, searched
from desk.applications.cells import Cells
from desk.applications.chips import chips_of
from desk.applications.columns import COLUMNS, Sight
from desk.applications.drawing import drawn
from desk.applications.sorting import MOST, Sorting, page_of, reads_unnamed
from desk.applications.tabs import count_all, count_each, tabs_of, total
from desk.filters import IN_URL, SORT, Filters

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django_stubs_ext import StrOrPromise

    from applications.querysets import ApplicationQuerySet
    from desk.perimeter import Perimeter
    from people.models import User
    from programs.models import Stop


@dataclass(frozen=True, slots=True)
class Line:
    """One candidacy as the list shows it; who it is shows only once the person has sent it."""

    pk: int
    url: str
    reference: str
    name: str
    phone: str
    cells: list[tuple[str, str]]  # each with the heading of its column
    contact: datetime | None
    state: str
    state_name: str
    channel: str
    since: datetime


@dataclass(frozen=True)
class Heading:
    """The head of a column: where a click leads, and how the list is ordered by it now."""

    name: StrOrPromise
    url: str
    order: str  # as `aria-sort` says it; empty when it is not the one


class Listing:
    """What one person asked of the list: which files, in which order, with which columns."""

    def __init__(
        self, user: User, query: Mapping[str, str], perimeter: Perimeter, at: Stop | None
    ) -> None:
        self.user, self.query, self.perimeter, self.at = user, query, perimeter, at
        scope = {"stop": at.slug} if at else {}
        self.filters = Filters({**query, **scope}, perimeter=perimeter)
        self.sight = Sight.of(perimeter, user)
        self.drafts = self.filters.drafts
        self.sorting = Sorting.asked(query.get(SORT, ""), self.sight, drafts=self.drafts)
        self.rows, self.counts, self.count = self._counted()
        self.too_many = False
        if not self.sorting.by_index(perimeter) and self.count > CAP:
            self.too_many = self.rows.order_by()[: MOST + 1].count() > MOST
        if self.too_many:
            self.sorting = Sorting()

    def _counted(self) -> tuple[ApplicationQuerySet, dict[str, int], int]:
        """The files of the tab, how many each tab has, and how many they are themselves."""
        filters, state = self.filters, str(self.filters.data.get("state", ""))
        rows = filters.narrow(in_any_state=True)
        narrowed = filters.chosen().keys() - {"stop", "state"}
        if filters.words:
            walk = filters.narrow(walking=True, in_any_state=True)
            rows, found = searched(rows, walk=walk)
            counts = count_each(rows) if found <= CAP else {}
        elif narrowed or filters.errors:
            counts = count_each(rows)
        else:
            counts = count_all(filters, self.user)
        if state and not self.drafts and not filters.errors:
            rows = rows.filter(state=state)
        known = counts or filters.errors
        count = counts.get(state, 0) if state else total(counts)
        return rows, counts, count if known else rows.order_by()[: CAP + 1].count()

    @property
    def kept(self) -> dict[str, str]:
        """What the URL of this list holds: filters, order, a reference to the words."""
        asked = {name: value for name in IN_URL if (value := self.query.get(name, ""))}
        asked.pop(SORT, None)
        if self.at:
            asked.pop("stop", None)
        return {**asked, **({SORT: self.sorting.text} if self.sorting.text else {})}

    @property
    def here(self) -> str:
        """The same with the stop of the list, by which a file finds those before and after it."""
        return urlencode({**self.kept, **({"at": self.at.slug} if self.at else {})})

    def page(self) -> dict[str, Any]:
        """The context of the page."""
        stops = [each.pk for each in self.perimeter.stops]
        page = page_of(
            self.sight.rows(self.rows, self.sorting.code),
            self.sorting,
            self.query,
            anywhere=lambda: self.sight.rows(
                Application.objects.filter(stop__in=stops), self.sorting.code
            ),
            drafts=self.drafts,
        )
        lines = self._lines(page.rows)
        return {
            "stop": self.at,
            "lines": lines,
            "drawn": drawn(lines, self.sight.shown, str(COLUMNS["contact"].heading)),
            **page.urls(self.kept),
            **self._around(self.kept),
        }

    def _around(self, kept: Mapping[str, str]) -> dict[str, Any]:
        """What stands around the table, and in its head."""
        filters = self.filters
        apart = {"state", *(("stop",) if self.at else ())}
        return {
            "filters": filters,
            "headings": self._headings(kept),
            "shows": dict.fromkeys(self.sight.shown, True),
            "offered": [
                (code, COLUMNS[code].heading, code in self.sight.shown)
                for code in self.sight.offered
            ],
            "tabs": tabs_of(filters, self.counts, kept),
            "chips": chips_of(filters, kept, without=apart),
            "count": min(self.count, CAP),
            "more_than": self.count > CAP,
            "too_many": self.too_many,
            "most": MOST,
            "chosen": urlencode(kept),
            "here": self.here,
        }

    def _headings(self, kept: Mapping[str, str]) -> list[Heading]:
        headings = []
        unnamed = "name" in self.sight.shown and reads_unnamed(self.perimeter)
        for code in self.sight.shown:
            column = COLUMNS[code]
            can = column.by and not self.drafts and not (code == "name" and unnamed)
            url = f"?{urlencode({**kept, SORT: self.sorting.next_of(code)})}" if can else ""
            way = "descending" if self.sorting.descending else "ascending"
            current = code == self.sorting.code and not self.drafts
            headings.append(Heading(column.heading, url, way if current else ""))
        return headings

    def _lines(self, rows: list[Any]) -> list[Line]:
        hidden = unnamed_among([row.pk for row in rows], self.user)
        names = {each.pk: str(each.name) for each in self.perimeter.stops}
        cells = Cells(self.sight.shown, names if len(names) > 1 else {})
        states, channels = (
            {code: str(name) for code, name in each.choices}
            for each in (Application.State, Application.Channel)
        )
        at = {each.pk: reverse("files:list", args=[each.slug]) for each in self.perimeter.stops}
        suffix = f"?{urlencode({'list': self.here})}" if self.here else ""
        lines = []
        for row in rows:
            named = row.submitted_at and row.pk not in hidden
            lines.append(
                Line(
                    pk=row.pk,
                    url=f"{at[row.stop_id]}{row.reference}/{suffix}",
                    reference=row.reference or "",
                    name=row.name if named else "",
                    phone=getattr(row, "phone", "") if named else "",
                    cells=cells.of(row),
                    contact=getattr(row, "contact", None),
                    state=row.state,
                    state_name=states[row.state],
                    channel=channels[row.channel],
                    since=row.submitted_at or row.created_at,
                )
            )
        return lines
