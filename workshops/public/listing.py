"""The public agenda of a stop: its workshops by day, narrowed by links, what is over folded away.

One statement reads the workshops of a stop; every choice that a link offers comes from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.composed import Composed, slot
from core.language import babel_locale, language_of_page, said_day, translated
from core.later import later
from core.written import weekday
from workshops.models import Workshop

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from babel import dates
    from django.utils.safestring import SafeString

    from programs.models import Stop
else:
    dates = later("babel.dates")

SPOKEN = dict(settings.LANGUAGES)
READ = (
    *("pk", "number", "state", "starts_at", "ends_at", "language", "way", "minutes"),
    *("capacity", "taken", "waiting", "queue_size", "theme__code", "theme__icon"),
    *translated("title"),
    *translated("theme__name"),
    *translated("venue__name"),
)

ROWS: Composed[Workshop] = Composed(
    lambda: (
        Workshop.objects.published()
        .filter(stop=slot("stop"))
        .order_by("starts_at", "pk")
        .values(*READ)
    )
)


@dataclass(frozen=True, slots=True)
class Row:
    """One workshop of the agenda, in the language of the page."""

    pk: int
    number: int
    title: str
    theme: str
    theme_code: str
    icon: str
    language: str
    way: str
    room: str
    minutes: int
    starts_at: datetime  # of the zone of the stops
    is_over: bool
    has_begun: bool
    is_cancelled: bool
    free: int
    has_queue: bool
    mine: str  # the state of the reader's own seat

    @property
    def spoken(self) -> str:
        """The language that is spoken there, by its own name."""
        return str(SPOKEN[self.language])

    @property
    def week(self) -> date:
        """The Monday of its week."""
        day = self.starts_at.date()
        return day - timedelta(days=day.weekday())


@dataclass(frozen=True, slots=True)
class Line:
    """A workshop as the page says it: all of it words, put together before the page is drawn."""

    url: str
    hour: str
    title: str
    about: str
    note: str
    tone: str  # of a badge; empty for words that are none


@dataclass(frozen=True, slots=True)
class Choice:
    """One link that narrows the agenda, or takes that back where it is `chosen`."""

    label: str
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Day:
    """What takes place on one day."""

    label: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class Agenda:
    """The agenda as it is shown."""

    days: list[Day]
    past: SafeString
    over: int  # how many lines `past` has
    filters: list[tuple[str, list[Choice]]]
    is_narrowed: bool


def agenda(stop: Stop, asked: Mapping[str, str], mine: Mapping[int, str]) -> Agenda:
    """The workshops of `stop` that links `asked` for, and the reader's own seats in them."""
    order = (language_of_page(), *SPOKEN)
    rows = [_row(values, mine, order) for values in ROWS.named({"stop": stop.pk})]
    coming = [row for row in rows if not row.is_over]
    chosen = {name: asked[name] for name in FILTERS if asked.get(name)}
    chosen = {name: value for name, value in chosen.items() if value in _values(name, coming)}
    shown = [row for row in coming if all(chosen[name] in FILTERS[name](row) for name in chosen)]
    past = [] if chosen else [row for row in reversed(rows) if row.is_over and not row.is_cancelled]
    filters = [(name, _choices(name, coming, chosen)) for name in FILTERS]
    line = Wording(stop).line
    days = [
        Day(weekday(day), _drawn((*map(line, of_day),)))
        for day, of_day in groupby(shown, key=lambda row: row.starts_at.date())
    ]
    kept = [(HEADS[name](), choices) for name, choices in filters if choices]
    drawn = _drawn((*map(line, past),))
    return Agenda(days, drawn, len(past), kept, bool(chosen))


@lru_cache(maxsize=512)
def _drawn(lines: tuple[Line, ...]) -> SafeString:
    """These lines as they stand on the page: the same words are drawn once a process."""
    return render_to_string("workshops/public/parts/rows.html", {"lines": lines})


def has_workshops(stop: Stop) -> bool:
    """Whether the public may see any workshop of `stop`."""
    return Workshop.objects.published().filter(stop=stop).exists()


class Wording:
    """The words of the lines of one page: each is translated once, not once a line."""

    def __init__(self, stop: Stop) -> None:
        self.base = reverse("agenda:all", args=[stop.slug])
        self.online = _("Online")
        self.free: dict[int, str] = {}
        self.badges = {
            "seated": (_("You are registered"), "good"),
            "offered": (_("A seat is kept for you"), "warn"),
            "waiting": (_("You are on the waiting list"), "warn"),
        }
        self.cancelled = _("Does not take place"), "bad"
        self.begun = _("It has begun"), "off"
        self.queue = _("Full · waiting list"), ""
        self.full = _("Full"), ""

    def line(self, row: Row) -> Line:
        """What stands in the agenda for this workshop."""
        url = f"{self.base}{row.number}/"
        if row.is_over:
            about = f"{_short(row.starts_at.date())} · {row.theme}"
            return Line(url, "", row.title, about, "", "")
        places = [row.room] if row.way != "online" and row.room else []
        places += [self.online] if row.way != "on_site" else []
        about = " · ".join([row.theme, *places, row.spoken])
        return Line(url, f"{row.starts_at:%H:%M}", row.title, about, *self._note(row))

    def _note(self, row: Row) -> tuple[str, str]:
        if row.is_cancelled:
            return self.cancelled
        if row.mine:
            return self.badges[row.mine]
        if row.has_begun:
            return self.begun
        if row.free:
            return self._free(row.free), ""
        return self.queue if row.has_queue else self.full

    def _free(self, count: int) -> str:
        if count not in self.free:
            said = ngettext("%(count)d free seat", "%(count)d free seats", count)
            self.free[count] = said % {"count": count}
        return self.free[count]


def _row(values: Mapping[str, Any], mine: Mapping[int, str], order: tuple[str, ...]) -> Row:
    now, starts_at = timezone.now(), values["starts_at"]
    return Row(
        pk=values["pk"],
        number=values["number"],
        title=_said(values, "title", order),
        theme=_said(values, "theme__name", order),
        theme_code=values["theme__code"],
        icon=values["theme__icon"],
        language=values["language"],
        way=values["way"],
        room=_said(values, "venue__name", order),
        minutes=values["minutes"],
        starts_at=timezone.localtime(starts_at),
        is_over=values["ends_at"] <= now,
        has_begun=starts_at <= now,
        is_cancelled=values["state"] == Workshop.State.CANCELLED,
        free=0 if values["waiting"] else max(0, values["capacity"] - values["taken"]),
        has_queue=values["waiting"] < values["queue_size"],
        mine=mine.get(values["pk"], ""),
    )


def _said(values: Mapping[str, Any], field: str, order: tuple[str, ...]) -> str:
    """A text in the language of the page, or in the first one that it is written in."""
    return next(filter(None, (values[f"{field}_{language}"] for language in order)), "")


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
        return _("week of %(day)s") % {"day": _short(row.week)}
    return _("Free seats only")


def _short(day: date) -> str:
    return said_day(_worded(day, "d MMMM", babel_locale()))


@lru_cache(maxsize=1024)
def _worded(day: date, pattern: str, locale: str) -> str:
    return dates.format_date(day, pattern, locale=locale)


def _values(name: str, rows: list[Row]) -> dict[str, Row]:
    """What can be asked for: each value that there is, with a row that has it."""
    found: dict[str, Row] = {}
    for row in rows:
        for value in FILTERS[name](row):
            found.setdefault(value, row)
    return found


def _choices(name: str, rows: list[Row], chosen: Mapping[str, str]) -> list[Choice]:
    """The links of one filter; none where all workshops are the same in it."""
    values = _values(name, rows)
    same = all(len(FILTERS[name](row)) == len(values) for row in rows)
    if same and name not in chosen and name != "free":
        return []
    found = []
    for value, row in values.items():
        is_chosen = chosen.get(name) == value
        rest = {key: kept for key, kept in chosen.items() if key != name}
        query = urlencode(rest if is_chosen else {**rest, name: value})
        found.append(Choice(_label(name, value, row), f"?{query}", is_chosen))
    return found
