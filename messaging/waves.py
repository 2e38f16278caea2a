"""When the waves of a message leave: one after the other, and only while one may write."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from messaging.hours import Calendar, next_moment

if TYPE_CHECKING:
    from datetime import datetime


def waves(people: int, *, size: int, pause: int, start: datetime) -> list[datetime]:
    """When each wave leaves, from `start` on, `pause` minutes apart.

    A night ends a day's waves instead of piling them up for the morning, when the telephones of
    the center would ring all at once.
    """
    calendar, moment, moments = Calendar.load(), start, []
    for _wave in range(-(-people // size)):
        moment = next_moment(moment, calendar=calendar)
        moments.append(moment)
        moment += timedelta(minutes=pause)
    return moments
