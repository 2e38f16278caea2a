"""The links that narrow the agenda of a stop: each value that its workshops have, and back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from babel.dates import format_date
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.language import babel_locale, said_day
from workshops.models import Workshop

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from workshops.public.listing import Row


@dataclass(frozen=True, slots=True)
class Choice:
    """One link that narrows the agenda, or takes that back where it is `chosen`."""

    label: str
    url: str
    chosen: bool


def _is_open(row: Row) -> tuple[str, ...]:
    return ("1",) if row.free and not row.is_cancelled and not row.has_begun else ()


WAYS = {"both": ("online", "on_site")}  # who comes in either way finds it in either
FILTERS: dict[str, Callable[[Row], tuple[str, ...]]] = {  # of a link: the values that a row has
    "theme": lambda row: (row.theme_code,),
    "language": lambda row: (row.language,),
    "way": lambda row: WAYS.get(row.way, (row.way,)),
    "week": lambda row: (row.week.isoformat(),),
    "free": _is_open,
}
HEADS: dict[str, Callable[[], str]] = {
    "theme": lambda: _("Theme"),
    "language": lambda: _("Language"),
    "way": lambda: _("How"),
    "week": lambda: _("Week"),
    "free": lambda: _("Seats"),
}


def _label(name: str, value: str, row: Row) -> str:
    if name == "theme":
        return row.theme
    if name == "language":
        return row.spoken
    if name == "way":
        return str(Workshop.Way(value).label)
    if name == "week":
        return _("week of %(day)s") % {"day": short(row.week)}
    return _("Free seats only")


def values_of(name: str, rows: list[Row]) -> dict[str, Row]:
    """What can be asked for: each value that there is, with a row that has it."""
    found: dict[str, Row] = {}
    for row in rows:
        for value in FILTERS[name](row):
            found.setdefault(value, row)
    return found


def _choices(name: str, rows: list[Row], chosen: Mapping[str, str]) -> tuple[Choice, ...]:
    """The links of one filter; none where all workshops are the same in it."""
    values = values_of(name, rows)
    same = all(len(FILTERS[name](row)) == len(values) for row in rows)
    if same and name not in chosen and name != "free":
        return ()
    found = []
    for value, row in values.items():
        is_chosen = chosen.get(name) == value
        rest = {key: kept for key, kept in chosen.items() if key != name}
        query = urlencode(rest if is_chosen else {**rest, name: value})
        found.append(Choice(_label(name, value, row), f"?{query}", is_chosen))
    return (*found,)


def short(day: date) -> str:
    """A day without its year, as the agenda says it."""
    return said_day(_worded(day, "d MMMM", babel_locale()))


@lru_cache(maxsize=1024)
def _worded(day: date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, locale=locale)


def links(rows: list[Row], chosen: Mapping[str, str]) -> SafeString:
    """The links for these workshops, in the language of the moment; nothing where none narrows."""
    filters = ((HEADS[name](), _choices(name, rows, chosen)) for name in FILTERS)
    kept = tuple((head, choices) for head, choices in filters if choices)
    return _drawn(kept, babel_locale(), is_narrowed=bool(chosen)) if kept else SafeString()


@lru_cache(maxsize=256)
def _drawn(
    filters: tuple[tuple[str, tuple[Choice, ...]], ...], _locale: str, *, is_narrowed: bool
) -> SafeString:
    """The same, drawn once a process, as the lines of the agenda are."""
    context = {"filters": filters, "is_narrowed": is_narrowed}
    return render_to_string("workshops/public/parts/filters.html", context)
