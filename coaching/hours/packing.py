"""Hours of a day packed into sessions: 25 minutes and 5 of pause, with breaks by themselves."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coaching.models.hours import Hours

HOUR = 60
NOON, AFTER_NOON = 12 * HOUR + 30, 13 * HOUR + 30
LONG = 5 * HOUR  # from here on a day has a break at noon
RUN, REST = 110, 15  # minutes after which somebody rests, and how long


def pack(hours: Hours, *, minutes: int, pause: int) -> list[tuple[time, time]]:
    """When each session of these hours begins and ends; empty where there is no room for one.

    A break that was typed is the only one. Without, a day of five hours and more has one at noon,
    and a quarter of an hour follows about two hours of sessions.
    """
    at, end = _minute(hours.starts), _minute(hours.ends)
    own = [(hours.break_from, hours.break_to)] if hours.break_from and hours.break_to else []
    breaks = [(_minute(first), _minute(last)) for first, last in own] or _noon(at, end)
    since, found = at, []
    while at + minutes <= end:
        hit = next((until for first, until in breaks if first < at + minutes and at < until), None)
        if hit is not None:
            since = at = hit
            continue
        found.append((_clock(at), _clock(at + minutes)))
        rests = not own and at + minutes - since >= RUN
        at += minutes + (max(REST, pause) if rests else pause)
        since = at if rests else since
    return found


def _noon(start: int, end: int) -> list[tuple[int, int]]:
    around = start < NOON and end > AFTER_NOON
    return [(NOON, AFTER_NOON)] if around and end - start >= LONG else []


def _minute(clock: time) -> int:
    return clock.hour * HOUR + clock.minute


def _clock(minute: int) -> time:
    return time(minute // HOUR, minute % HOUR)
