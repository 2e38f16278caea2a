"""The hours of an expert that are to come: a week at a time, one day of it open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.dateparse import parse_date

from coaching.models import Slot
from core.writing import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coaching.models import Expert

WEEK = timedelta(days=7)
FIRST, LAST = date(2000, 1, 1), date(2100, 1, 1)  # what the pages of a calendar know


@dataclass(frozen=True)
class Day:
    """The hours of one day: how many are free, how many somebody has."""

    on: date
    slots: Sequence[Slot]

    @property
    def free(self) -> int:
        """Hours that somebody can still have."""
        return sum(bool(slot.free) for slot in self.slots)

    @property
    def booked(self) -> int:
        """Hours that somebody has."""
        return sum(bool(slot.taken) for slot in self.slots)


@dataclass(frozen=True)
class Week:
    """One week, and the first days of the nearest ones before and after it that have hours."""

    first: date
    days: Sequence[Day]
    open: date | None  # the day whose hours are shown one by one
    before: date | None
    after: date | None

    @property
    def last(self) -> date:
        """Its Sunday."""
        return self.first + WEEK - timedelta(days=1)


def week_of(expert: Expert, asked: str = "") -> Week:
    """The week of a day that is asked for, which is open; else of the first hour to come."""
    coming = Slot.objects.coming().filter(expert=expert).order_by("starts_at")
    days = [*coming.values_list("on", flat=True).distinct().order_by("on")]
    wanted = day_of(asked) or (days[0] if days else timezone.localdate())
    first = _monday(wanted)
    before = [each for each in days if each < first]
    after = [each for each in days if each >= first + WEEK]
    slots = coming.filter(on__gte=first, on__lt=first + WEEK)
    shown = [Day(on, [*own]) for on, own in groupby(slots, key=lambda slot: slot.on)]
    here = [each.on for each in shown]
    return Week(
        first,
        shown,
        wanted if wanted in here else next(iter(here), None),
        _monday(before[-1]) if before else None,
        _monday(after[0]) if after else None,
    )


def day_of(written: str) -> date | None:
    """A day as browsers write it, in any digits; None for anything else."""
    try:
        day = parse_date(plain(written))
    except ValueError:
        return None
    return day if day and FIRST <= day <= LAST else None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
