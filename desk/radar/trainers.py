"""When somebody who can lead a workshop on a theme is free: the first good day to come."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from workshops.models import Trainer, Workshop
from workshops.planning.cautions import of_market, of_time, souk_days

if TYPE_CHECKING:
    from collections.abc import Collection

    from programs.models import Stop

FIRST, LAST = 7, 28  # days from today among which one looks: people are invited a week before
CLOCK, MINUTES = time(10), 90
WORKDAYS = 5  # Monday to Friday


@dataclass(frozen=True)
class Slot:
    """A day on which a trainer is free, at the usual hour."""

    trainer: Trainer
    day: date

    @property
    def starts_at(self) -> datetime:
        """The moment at which it would begin."""
        return datetime.combine(self.day, CLOCK, tzinfo=timezone.get_default_timezone())


def free_slots(stop: Stop, themes: Collection[str]) -> dict[str, Slot]:
    """By theme, who of the center is free first; a theme that nobody leads has none."""
    days = good_days(stop)
    busy = _busy(days)
    found: dict[str, Slot] = {}
    trainers = list(
        Trainer.objects.filter(center=stop.center_id, themes__code__in=themes)
        .prefetch_related("themes")
        .distinct()
    )
    for day in days:
        for trainer in trainers:
            if trainer.pk in busy[day] or (trainer.user_id and -trainer.user_id in busy[day]):
                continue
            for theme in trainer.themes.all():
                found.setdefault(theme.code, Slot(trainer, day))
    return found


def good_days(stop: Stop) -> list[date]:
    """The next days of work against which nothing speaks."""
    today, souks = timezone.localdate(), souk_days(stop)
    days = [today + timedelta(days=number) for number in range(FIRST, LAST + 1)]
    return [
        day
        for day in days
        if day.weekday() < WORKDAYS
        and not [each for each in of_time(stop, day, CLOCK, MINUTES) if each.kind != "stop"]
        and not of_market(souks, day, [])
    ]


def _busy(days: list[date]) -> defaultdict[date, set[int]]:
    """Who leads something on which day, anywhere: keys of trainers, and of accounts below zero."""
    found: defaultdict[date, set[int]] = defaultdict(set)
    if not days:
        return found
    held = Workshop.objects.filter(starts_on__range=(days[0], days[-1]))
    kept = held.exclude(state=Workshop.State.CANCELLED).order_by()
    for day, key, account in kept.values_list("starts_on", "trainers", "trainers__user"):
        found[day] |= {key, -account} if account else {key}
    return found
