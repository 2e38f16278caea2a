"""In which order the list stands, and its pages, each found by the last row of the one before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.keyset import Keyset, Page
from core.numbers import number
from desk.applications.columns import COLUMNS, key_of
from people.unnamed import unnamed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desk.applications.columns import Sight
    from desk.perimeter import Perimeter

NEWEST = "received"
PERSONAL = {"name", "responsible"}  # what no URL tells, nor a cursor in it
MOST = 10_000  # files that are ordered by what no index knows


@dataclass(frozen=True)
class Sorting:
    """A column and its direction; the newest first when nothing else is asked for."""

    code: str = NEWEST
    descending: bool = True

    @classmethod
    def asked(cls, text: str, sight: Sight, *, drafts: bool) -> Sorting:
        """What `?sort=` asks for, where this person may: `-name` is the last name first."""
        code = text.removeprefix("-")
        column = COLUMNS.get(code)
        known = column and column.by and (code in sight.shown or code in sight.offered)
        if drafts or not known or (code == "name" and reads_unnamed(sight.perimeter)):
            return cls()
        return cls(code, descending=text.startswith("-"))

    @property
    def text(self) -> str:
        """As it stands in a URL; empty for the usual one."""
        if self == Sorting():
            return ""
        return f"{'-' if self.descending else ''}{self.code}"

    def by_index(self, perimeter: Perimeter) -> bool:
        """Whether an index knows this order, so that a million files are as quick as ten."""
        return self.code == NEWEST or (self.code == "name" and len(perimeter.stops) == 1)

    def next_of(self, code: str) -> str:
        """What a click on the heading of `code` asks for: its first order, else the other way."""
        first = "-" if COLUMNS[code].first == "desc" else ""
        if code == self.code:
            return code if self.descending else f"-{code}"
        return f"{first}{code}"


def reads_unnamed(perimeter: Perimeter) -> bool:
    """Whether somebody reads files of these stops without names: their order would tell them."""
    files = unnamed(perimeter.user) if perimeter.user else None
    if files is None:
        return False
    return files.filter(stop__in=[stop.pk for stop in perimeter.stops]).exists()


def page_of(
    rows: Any,
    sorting: Sorting,
    query: Mapping[str, str],
    *,
    anywhere: Callable[[], Any],
    drafts: bool,
) -> Page[Any]:
    """The page that the query names.

    A cursor of names holds a number alone; its row is looked up `anywhere`, for it may have moved
    out of the filters since.
    """
    if drafts:
        return Keyset[Any](rows, ["-pk"]).page(query)
    keyset = Keyset[Any](rows, key_of(sorting.code, descending=sorting.descending))
    if sorting.code not in PERSONAL:
        return keyset.page(query)
    places = {name: _place(query.get(name, ""), anywhere) for name in ("before", "after")}
    page = keyset.page({name: keyset.cursor(row) for name, row in places.items() if row})
    before, after = page.before and page.rows[0].pk, page.after and page.rows[-1].pk
    return Page(page.rows, before=str(before), after=str(after))


def _place(text: str, anywhere: Callable[[], Any]) -> Any:
    """The row of this number; None when there is none."""
    return anywhere().filter(pk=number(text)).first() if text else None
