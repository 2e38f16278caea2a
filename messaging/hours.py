"""When a message may disturb: not at night, in Friday prayer, on holidays; Ramadan has its hours.

Pure but for `Calendar.load`. Hours are those of Casablanca, whatever its distance to UTC that day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Self

from django.core.cache import cache
from django.utils import timezone

from messaging.models import Period

if TYPE_CHECKING:
    from collections.abc import Iterator

OPENS, CLOSES = time(8), time(21)
PRAYER = (time(12), time(14, 30))
FRIDAY = 4
KEY = "messaging:calendar"
SECONDS = 60
FURTHEST = 60  # days: no two holidays together last as long
LONGEST = 3 * FURTHEST  # days of one holiday that are read: somebody may have mistaken the year
SHORTEST = timedelta(minutes=30)  # to answer an offer
SHARE = 4  # an offer stands for a quarter of the time that is left
PATIENCE = 7  # days after which somebody's own hours, if they leave nothing, give way

Hours = tuple[time, time]


@dataclass(frozen=True)
class Ramadan:
    """One Ramadan, both days included, and the hours between which messages leave."""

    first: date
    last: date
    hours: Hours


@dataclass(frozen=True)
class Calendar:
    """The days that are not like the others."""

    holidays: frozenset[date] = frozenset()
    ramadans: tuple[Ramadan, ...] = ()

    @classmethod
    def load(cls) -> Self:
        """What staff keep in the table; one statement at most once a minute."""
        kept: Self | None = cache.get(KEY)
        if kept is None:
            kept = cls.read()
            cache.set(KEY, kept, SECONDS)
        return kept

    @classmethod
    def read(cls) -> Self:
        """Read the table as it stands now, without days long gone: nobody asks of them."""
        holidays: set[date] = set()
        ramadans = []
        lately = timezone.localdate() - timedelta(days=FURTHEST)
        for period in Period.objects.filter(ends_on__gte=lately).order_by("starts_on"):
            if period.kind == Period.Kind.HOLIDAY:
                first = max(period.starts_on, lately)
                holidays.update(_days(first, min(period.ends_on, first + timedelta(days=LONGEST))))
            elif period.sends_from and period.sends_until:
                ramadans.append(
                    Ramadan(
                        period.starts_on, period.ends_on, (period.sends_from, period.sends_until)
                    )
                )
        return cls(frozenset(holidays), tuple(ramadans))

    def hours(self, day: date) -> list[Hours]:
        """Between which hours messages leave on `day`."""
        if day in self.holidays:
            return []
        fasting = (
            ramadan.hours for ramadan in self.ramadans if ramadan.first <= day <= ramadan.last
        )
        whole = [next(fasting, (OPENS, CLOSES))]
        return without(whole, PRAYER) if day.weekday() == FRIDAY else whole


def forget() -> None:
    """Let the next one who asks read the table again: staff have changed it."""
    cache.delete(KEY)


def next_moment(now: datetime, *, calendar: Calendar, own: Hours | None = None) -> datetime:
    """The first moment from `now` on at which one may write; `now` itself when one may write now.

    `own` are the hours in which a person wants no message; they may span midnight. Where they
    leave nothing for a week (in Ramadan, they may), the hours of the house decide alone.
    """
    house = _first(now, calendar, None)
    if own is None:
        return house
    theirs = _first(now, calendar, own)
    return theirs if theirs <= house + timedelta(days=PATIENCE) else house


def time_to_answer(
    last: datetime, now: datetime, *, longest: timedelta = timedelta(hours=24)
) -> datetime | None:
    """Until when an offer made now stands, of something that must be answered before `last`.

    It counts from the next moment at which one may write: a quarter of the time that is left, half
    an hour at least, `longest` at most. None when nobody could answer in time.
    """
    told = next_moment(now, calendar=Calendar.load())
    if told >= last:
        return None
    share = (last - told) / SHARE
    return min(told + max(SHORTEST, min(longest, share)), last)


def _first(now: datetime, calendar: Calendar, own: Hours | None) -> datetime:
    """The first moment of the open hours; the end of the search where there are none."""
    moments = (max(now, start) for start, end in _windows(now, calendar, own) if end > now)
    return next(moments, now + timedelta(days=FURTHEST))


def _windows(
    now: datetime, calendar: Calendar, own: Hours | None
) -> Iterator[tuple[datetime, datetime]]:
    """The times at which messages leave, from the day of `now` on, as moments."""
    zone = timezone.get_default_timezone()
    today = now.astimezone(zone).date()
    for day in _days(today, today + timedelta(days=FURTHEST)):
        hours = calendar.hours(day)
        for start, end in without(hours, own) if own else hours:
            yield datetime.combine(day, start, zone), datetime.combine(day, end, zone)


def without(hours: list[Hours], quiet: Hours) -> list[Hours]:
    """What is left of `hours` on one day when `quiet` is taken away; it may span midnight."""
    begin, end = quiet
    if begin > end:
        return without(without(hours, (begin, time.max)), (time.min, end))
    parts = [
        part
        for first, last in hours
        for part in ((first, min(last, begin)), (max(first, end), last))
    ]
    return [(first, last) for first, last in parts if first < last]


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
