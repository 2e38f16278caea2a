"""The public agenda of a stop: its workshops by day, narrowed by links, what is over folded away.

One statement reads the workshops of a stop; every choice that a link offers comes from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.composed import Composed, slot
from core.language import language_of_page, translated
from core.written import weekday
from people.kinds import Entrepreneur
from workshops.models import Workshop
from workshops.public.narrowing import FILTERS, links, short, values_of
from workshops.seats.audience import with_audience

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.utils.safestring import SafeString

    from programs.models import Stop

SPOKEN = dict(settings.LANGUAGES)
READ = (
    *("pk", "number", "state", "starts_at", "ends_at", "language", "way", "minutes"),
    *("capacity", "taken", "waiting", "queue_size", "theme__code", "theme__icon"),
    *("for_kinds", "is_for_all"),
    *translated("title"),
    *translated("theme__name"),
    *translated("venue__name"),
)

ROWS: Composed[Workshop] = Composed(
    lambda: (
        with_audience(Workshop.objects.published())
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
    kinds: list[str]  # of entrepreneurs whom it is for, where it is for some
    is_for_all: bool
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
    whom: str  # it is for, unless for all
    note: str
    tone: str  # of a badge; empty for words that are none


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
    filters: SafeString
    is_narrowed: bool


def agenda(stop: Stop, asked: Mapping[str, str], mine: Mapping[int, str]) -> Agenda:
    """The workshops of `stop` that links `asked` for, and the reader's own seats in them."""
    order = (language_of_page(), *SPOKEN)
    now = timezone.now()
    rows = [_row(values, mine, order, now) for values in ROWS.named({"stop": stop.pk})]
    coming = [row for row in rows if not row.is_over]
    chosen = {name: asked[name] for name in FILTERS if asked.get(name)}
    chosen = {name: value for name, value in chosen.items() if value in values_of(name, coming)}
    shown = [row for row in coming if all(chosen[name] in FILTERS[name](row) for name in chosen)]
    past = [] if chosen else [row for row in reversed(rows) if row.is_over and not row.is_cancelled]
    line = Wording(stop).line
    days = [
        Day(weekday(day), _drawn((*map(line, of_day),)))
        for day, of_day in groupby(shown, key=lambda row: row.starts_at.date())
    ]
    narrow = links(coming, chosen)
    return Agenda(days, _drawn((*map(line, past),)), len(past), narrow, bool(chosen))


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
            about = f"{short(row.starts_at.date())} · {row.theme}"
            return Line(url, "", row.title, about, "", "", "")
        places = [row.room] if row.way != "online" and row.room else []
        places += [self.online] if row.way != "on_site" else []
        about = " · ".join([row.theme, *places, row.spoken])
        whom = "" if row.is_for_all else self._whom(row.kinds)
        return Line(url, f"{row.starts_at:%H:%M}", row.title, about, whom, *self._note(row))

    def _whom(self, kinds: list[str]) -> str:
        """The kinds; the page of the workshop says what else it asks for."""
        if not kinds:
            return _("For some of those who take part")
        return _("For whom: %(kinds)s") % {"kinds": _(", ").join(Entrepreneur.named(kinds))}

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


def _row(
    values: Mapping[str, Any], mine: Mapping[int, str], order: tuple[str, ...], now: datetime
) -> Row:
    starts_at = values["starts_at"]
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
        kinds=values["for_kinds"],
        is_for_all=values["is_for_all"],
        mine=mine.get(values["pk"], ""),
    )


def _said(values: Mapping[str, Any], field: str, order: tuple[str, ...]) -> str:
    """A text in the language of the page, or in the first one that it is written in."""
    return next(filter(None, (values[f"{field}_{language}"] for language in order)), "")
