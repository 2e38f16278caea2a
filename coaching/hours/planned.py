"""What the hours of an expert come to: the slots of rules and days, less the days of absence."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from coaching.hours.packing import pack
from coaching.models import Expert, ExpertTheme, Slot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from coaching.models import SingleDay, WeekRule
    from coaching.models.hours import Hours

FARTHEST = 400  # days ahead for which a single day may be given
DAY = timedelta(days=1)


def by_theme(expert: Expert) -> dict[int | None, int]:
    """The length of a session on those themes for which an expert has said one."""
    rows = ExpertTheme.objects.filter(expert=expert, minutes__isnull=False)
    return {theme: minutes for theme, minutes in rows.values_list("theme", "minutes") if minutes}


def lengths(hours: Hours, expert: Expert, own: Mapping[int | None, int]) -> tuple[int, int]:
    """Minutes of a session and of the pause: of the hours, of the theme, else of the expert."""
    minutes = hours.minutes or own.get(hours.theme_id) or expert.minutes
    return minutes, expert.pause if hours.pause is None else hours.pause


def packed(hours: Hours, expert: Expert) -> list[str]:
    """How these hours would be packed, in words: what a page shows before a day comes near."""
    minutes, pause = lengths(hours, expert, by_theme(expert))
    return [f"{starts:%H:%M}" for starts, _ends in pack(hours, minutes=minutes, pause=pause)]


def planned(expert: Expert, *, until: date, pausing: bool = False) -> list[Slot]:
    """The slots that an expert's hours ask for from now on, unsaved, none over another.

    Weekly hours as far as `until`, single days as far as they were given; single days go first.
    Nobody who does not help has any, unless the hours of one who is `pausing` are asked for too.
    """
    if expert.state != Expert.State.ACTIVE and not pausing:
        return []
    now, own = timezone.now(), by_theme(expert)
    found: dict[date, list[Slot]] = {}
    for day, row in _hours(expert, until):
        taken = found.setdefault(day, [])
        for slot in _slots(expert, row, day, own):
            if slot.starts_at > now and not any(overlap(slot, each) for each in taken):
                taken.append(slot)
    return [slot for day in sorted(found) for slot in sorted(found[day], key=_start)]


def _start(slot: Slot) -> datetime:
    return slot.starts_at


def _hours(expert: Expert, until: date) -> list[tuple[date, SingleDay | WeekRule]]:
    """The hours of each day, single days first; none after a stop has ended."""
    today = timezone.localdate()
    away = absent_days(expert, today, today + FARTHEST * DAY)
    singles = [row for row in expert.single_days.select_related("stop") if row.day not in away]
    instead = {row.day for row in singles if row.instead}
    hours: list[tuple[date, SingleDay | WeekRule]] = [(row.day, row) for row in singles]
    for rule in expert.rules.select_related("stop"):
        last = min(until, rule.last_on or until)
        hours += [
            (day, rule)
            for day in _days(max(today, rule.first_on), last)
            if day.weekday() == rule.weekday and day not in away and day not in instead
        ]
    return [(day, row) for day, row in hours if day <= row.stop.ends_on]


def overlap(one: Slot, other: Slot) -> bool:
    """Whether two slots share a moment."""
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def absent_days(expert: Expert, first: date, last: date) -> set[date]:
    """The days of these on which an expert has no time."""
    rows = expert.absences.filter(first_on__lte=last, last_on__gte=first)
    spans = [(max(row.first_on, first), min(row.last_on, last)) for row in rows]
    return {day for begins, ends in spans for day in _days(begins, ends)}


def _slots(
    expert: Expert, hours: SingleDay | WeekRule, day: date, own: Mapping[int | None, int]
) -> Iterable[Slot]:
    minutes, pause = lengths(hours, expert, own)
    source = "single_day" if hasattr(hours, "day") else "rule"
    for clock, _ends in pack(hours, minutes=minutes, pause=pause):
        slot = Slot(
            expert=expert,
            stop=hours.stop,
            on=day,
            clock=clock,
            zone=hours.zone,
            minutes=minutes,
            modes=hours.modes or expert.modes,
            place=hours.place,
            theme_id=hours.theme_id,
            seats=hours.seats,
            **{source: hours},
        )
        slot.starts_at, slot.ends_at = slot.moments()
        yield slot


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY
