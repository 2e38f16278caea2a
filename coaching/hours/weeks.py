"""The hours of an expert that are to come, a week at a time: a page for a phone stays short."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.dateparse import parse_date

from coaching.models import Slot
from core.writing import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from coaching.models import Expert

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Week:
    """One week, and the first days of the nearest ones before and after it that have hours."""

    first: date
    slots: Sequence[Slot]
    before: date | None
    after: date | None

    @property
    def last(self) -> date:
        """Its Sunday."""
        return self.first + WEEK - timedelta(days=1)


def week_of(expert: Expert, asked: str = "") -> Week:
    """The week of a day that is asked for, else the first one with an hour to come."""
    coming = Slot.objects.coming().filter(expert=expert).order_by("starts_at")
    days = [*coming.values_list("on", flat=True).distinct().order_by("on")]
    first = _monday(_day(asked) or (days[0] if days else timezone.localdate()))
    before = [each for each in days if each < first]
    after = [each for each in days if each >= first + WEEK]
    slots = list(coming.filter(on__gte=first, on__lt=first + WEEK))
    return Week(
        first,
        slots,
        _monday(before[-1]) if before else None,
        _monday(after[0]) if after else None,
    )


def _day(asked: str) -> date | None:
    try:
        return parse_date(plain(asked))
    except ValueError:
        return None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
