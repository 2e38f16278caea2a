"""What speaks against a day or an hour, and is no reason to refuse it: prayer, fasting, markets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from core.language import language_of_page
from messaging.hours import FRIDAY, PRAYER, Calendar
from programs.holidays import RAMADAN_HOURS, days_of
from programs.lessons import Learned, lessons_of
from workshops.models import SoukDay
from workshops.planning.clashes import for_same_people

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, time

    from programs.models import Stop
    from workshops.models import Workshop

HOUR_OF_A_WEEK = re.compile(r"[0-6]-\d\d")  # as a lesson names one
FIRST_HOUR, LAST_HOUR = 8, 20  # of a usual day


@dataclass(frozen=True)
class Caution:
    """One reason to think again: what kind, and a sentence."""

    kind: str
    text: str


def of_workshop(workshop: Workshop) -> list[Caution]:
    """Everything that speaks against the time of one workshop."""
    provinces = [each.pk for each in workshop.for_provinces.all()]
    found = of_time(workshop.stop, workshop.starts_on, workshop.starts_clock, workshop.minutes)
    found += of_market(souk_days(workshop.stop), workshop.starts_on, provinces)
    found += of_lessons(workshop.stop, workshop.starts_on, workshop.starts_clock)
    found += _order(workshop)
    return found + [_audience(other) for other in for_same_people(workshop)]


def of_time(stop: Stop, day: date, clock: time, minutes: int) -> list[Caution]:
    """What speaks against a day and hour, whoever is meant; a statement at most once a minute."""
    start = datetime.combine(day, clock)
    end = start + timedelta(minutes=minutes)
    found = [*_rests(day), *_fasting(start, end)]
    prayer = [datetime.combine(day, each) for each in PRAYER]
    if day.weekday() == FRIDAY and start < prayer[1] and end > prayer[0]:
        found.append(Caution("prayer", _("This is the hour of the Friday prayer.")))
    if start.hour < FIRST_HOUR or end > datetime.combine(day, clock.replace(LAST_HOUR, 0, 0, 0)):
        found.append(Caution("hour", _("This is early in the morning or late in the evening.")))
    if day > stop.ends_on:
        found.append(Caution("stop", _("The support of this stop has ended by then.")))
    return found


def of_market(souks: Iterable[SoukDay], day: date, provinces: Sequence[int]) -> list[Caution]:
    """The markets of that weekday, in the provinces that are meant; an empty list means all."""
    return [
        Caution("souk", _("It is souk day: %(place)s.") % {"place": souk.town or souk.province})
        for souk in souks
        if souk.weekday == day.weekday() and (not provinces or souk.province_id in provinces)
    ]


def of_lessons(stop: Stop, day: date, clock: time) -> list[Caution]:
    """Whether an earlier stop teaches to avoid this hour of the week; one statement."""
    said = _("At an earlier stop many seats stayed empty on this weekday at this hour.")
    at = f"{day.weekday()}-{clock.hour:02}"
    return [Caution("learned", said)] if Learned(at) in lessons_of([stop]) else []


def hours_to_avoid(stop: Stop) -> list[str]:
    """The same before anything is typed, in words: `Tuesday at 18:00`."""
    found = sorted(
        each.about for each in lessons_of([stop]) if HOUR_OF_A_WEEK.fullmatch(each.about)
    )
    return [
        _("%(weekday)s at %(hour)s") % {"weekday": WEEKDAYS[int(day)], "hour": f"{hour}:00"}
        for day, _dash, hour in (each.partition("-") for each in found)
    ]


def souk_days(stop: Stop) -> list[SoukDay]:
    """The markets that the center of a stop has entered."""
    return list(SoukDay.objects.filter(center=stop.center_id).select_related("province"))


def _rests(day: date) -> list[Caution]:
    """Holidays: as the calendar of Morocco has them, and as the staff keep them."""
    names = [row[f"name_{language_of_page()}"] for row in periods(day) if row["kind"] == "holiday"]
    if not names and day in Calendar.load().holidays:
        names = [_("holiday")]
    said = _("A day of rest: %(name)s.")
    return [Caution("holiday", said % {"name": name}) for name in names]


def _fasting(start: datetime, end: datetime) -> list[Caution]:
    """Whether it is Ramadan, and the hour one at which people rest or go home."""
    day = start.date()
    kept = [each.hours for each in Calendar.load().ramadans if each.first <= day <= each.last]
    if not kept and not any(row["kind"] == "ramadan" for row in periods(day)):
        return []
    hours = kept[0] if kept else (RAMADAN_HOURS["sends_from"], RAMADAN_HOURS["sends_until"])
    first, last = (datetime.combine(day, each) for each in hours)
    if first <= start and end <= last:
        return []
    said = _("It is Ramadan: people come between %(first)s and %(last)s.")
    times = {"first": f"{first:%H:%M}", "last": f"{last:%H:%M}"}
    return [Caution("ramadan", said % times)]


def periods(day: date) -> list[dict[str, Any]]:
    """Holidays and Ramadans of Morocco that a day lies in."""
    return [row for row in _year(day.year) if row["starts_on"] <= day <= row["ends_on"]]


@lru_cache(maxsize=8)
def _year(year: int) -> list[dict[str, Any]]:
    """The periods of a year; the library takes some milliseconds for one."""
    return days_of(year)


def _order(workshop: Workshop) -> list[Caution]:
    """What must come first, and does not."""
    first = workshop.prerequisite
    if first is None or first.state == first.State.CANCELLED:
        return []
    if first.starts_at >= workshop.starts_at:
        said = _("“%(title)s” is held later: nobody could take it first.")
    elif first.state == first.State.DRAFT:
        said = _("“%(title)s” comes first, and is not published: nobody has a seat there.")
    else:
        return []
    return [Caution("order", said % {"title": first.title})]


def _audience(other: Workshop) -> Caution:
    said = _("At the same time, for some of the same people: “%(title)s”.")
    return Caution("audience", said % {"title": other.title})
