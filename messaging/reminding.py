"""When people are reminded of an hour: a day and an hour before, unless they know it anyway."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from messaging.occasions import Event

KNOWN = timedelta(hours=2)  # how long somebody knows what they have just said yes to


@dataclass(frozen=True, slots=True)
class Reminder:
    """When one is written: from `ahead` of the beginning until `last`."""

    event: str
    ahead: timedelta
    last: timedelta


def a_day_and_an_hour(day_before: Event, hour_before: Event) -> tuple[Reminder, Reminder]:
    """The two that are written of a seat or a session."""
    return (
        Reminder(day_before.code, timedelta(days=1), timedelta(hours=3)),
        Reminder(hour_before.code, timedelta(hours=1), timedelta(minutes=10)),
    )
