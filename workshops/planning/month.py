"""The days of a calendar page: a month in weeks, a week, or a season as a list."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from core.language import language_of_page
from programs.calendar import entries
from workshops.planning.cautions import periods, souk_days

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from programs.calendar import Entry
    from programs.models import Stop
    from workshops.models import SoukDay

MONTH, WEEK, LIST = VIEWS = ("month", "week", "list")
SEASON = timedelta(days=92)  # shown by the list
FURTHEST = 50  # years that an address may lead away


@dataclass(frozen=True)
class Day:
    """One day: what is on it, and what sort of day it is."""

    day: date
    entries: Sequence[Entry]
    notes: Sequence[str]
    apart: bool  # of the month before or after
    today: bool


@dataclass(frozen=True)
class Calendar:
    """One page: its days in weeks (a list has one), and the ways to its neighbours."""

    view: str
    first: date
    weeks: Sequence[Sequence[Day]]
    before: str
    after: str

    @property
    def begins(self) -> date:
        """The first day that is shown."""
        return self.weeks[0][0].day

    @property
    def ends(self) -> date:
        """The last day that is shown."""
        return self.weeks[-1][-1].day

    @property
    def days(self) -> list[Day]:
        """The days on which something is, one after the other."""
        return [day for week in self.weeks for day in week if day.entries]


def calendar_of(stop: Stop, params: Mapping[str, str]) -> Calendar:
    """The page that an address asks for: what it does not say, or wrongly, is today's month."""
    view = params.get("view", "")
    view = view if view in VIEWS else MONTH
    about = _day(params.get("day", ""))
    weeks = _dates(view, about)
    first, last = weeks[0][0], weeks[-1][-1]
    souks, found, today = souk_days(stop), entries(stop, first, last), timezone.localdate()
    by_day: dict[date, list[Entry]] = {}
    for entry in found:
        by_day.setdefault(entry.day, []).append(entry)
    rows = [
        [
            Day(
                each,
                by_day.get(each, []),
                [*_rests(each), *_markets(souks, each)],
                apart=view == MONTH and each.month != about.month,
                today=each == today,
            )
            for each in week
        ]
        for week in weeks
    ]
    return Calendar(view, about, rows, _query(view, about, -1), _query(view, about, 1))


def _dates(view: str, about: date) -> list[list[date]]:
    if view == MONTH:
        return calendar.Calendar().monthdatescalendar(about.year, about.month)
    if view == WEEK:
        monday = about - timedelta(days=about.weekday())
        return [[monday + timedelta(days=number) for number in range(7)]]
    return [[about + timedelta(days=number) for number in range(SEASON.days)]]


def _query(view: str, about: date, step: int) -> str:
    """The address of the page before or after."""
    if view == MONTH:
        there = (about.replace(day=15) + step * timedelta(days=30)).replace(day=1)
    else:
        there = about + step * (timedelta(weeks=1) if view == WEEK else SEASON)
    return urlencode({"view": view, "day": there.isoformat()})


def _day(text: str) -> date:
    today = timezone.localdate()
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return today
    return found if abs(found.year - today.year) < FURTHEST else today


def _rests(day: date) -> list[str]:
    """The holiday or fast that a day belongs to."""
    return [str(row[f"name_{language_of_page()}"]) for row in periods(day)]


def _markets(souks: Sequence[SoukDay], day: date) -> list[str]:
    """The towns that have their market on that weekday, in one line."""
    towns = [str(each.town or each.province) for each in souks if each.weekday == day.weekday()]
    return [_("Souk: %(towns)s") % {"towns": " · ".join(towns)}] if towns else []
