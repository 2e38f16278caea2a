"""Reads one calendar in a process of its own, which ends with it: `python child.py FIRST LAST`.

The file comes on the standard input, the two moments in seconds since 1970. Each busy time leaves
as a line of two numbers; on a file that cannot be read the process ends with one of `FAULTS`.
icalendar keeps the first definition of a zone that it does not know for all later files, and a file
may ask for endless work: so nothing of Django is here, and the kernel counts the seconds.
"""

from __future__ import annotations

import re
import resource
import sys
from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, reset_tzpath

import icalendar
from dateutil.rrule import rruleset, rrulestr

if TYPE_CHECKING:
    from collections.abc import Iterator

CPU, MEMORY = 4, 512 * 1024 * 1024  # seconds; bytes
MOST = 5000  # entries of a file, and times that come of them
NO_CALENDAR, TOO_MANY = 3, 4
reset_tzpath(to=[])  # the pinned table of zones: what a system has may be years old
HOME = ZoneInfo("Africa/Casablanca")
# Looked for before a file is read, which takes a second for a megabyte.
END = re.compile(rb"END:VCALENDAR\s*\Z", re.IGNORECASE)
ENTRY = re.compile(rb"^BEGIN:VEVENT", re.IGNORECASE | re.MULTILINE)
FREE = {"CANCELLED", "TRANSPARENT"}
DAY = timedelta(days=1)
BACK = timedelta(days=8)  # longer entries that began before are seen where they are told so
Span = tuple[datetime, datetime]


class TooManyError(ValueError):
    """A file says more than any person's calendar."""


def busy(content: bytes, first: datetime, last: datetime) -> list[Span]:
    """The times between two moments at which this calendar says that somebody is busy."""
    if not END.search(content):
        raise ValueError("no calendar, or not the whole of one")
    if len(ENTRY.findall(content)) > MOST:
        raise TooManyError
    kept: dict[str, list[Any]] = defaultdict(list)
    calendars = icalendar.Calendar.from_ical(content, multiple=True)
    if not calendars:
        raise ValueError("no calendar")
    events = [event for each in calendars for event in each.walk("VEVENT")]
    if len(events) > MOST:
        raise TooManyError
    for number, event in enumerate(events):
        kept[str(event.get("UID") or number)].append(event)
    found: set[Span] = set()
    for same in kept.values():
        for span in _spans(same, first, last):
            found.add(span)
            if len(found) > MOST:
                raise TooManyError
    return sorted(found)


def _spans(same: list[Any], first: datetime, last: datetime) -> Iterator[Span]:
    """The times of one entry: its repetitions, with what was said of single ones."""
    apart = {_when(each["RECURRENCE-ID"].dt): each for each in same if "RECURRENCE-ID" in each}
    for event in (each for each in same if "RECURRENCE-ID" not in each):
        start, lasts = _length(event)
        for at in _starts(event, start, first - lasts, last):
            if _when(at) not in apart and _counts(event):
                yield from _within(_when(at), _when(at) + lasts, first, last)
    for event in apart.values():
        start, lasts = _length(event)
        if _counts(event):
            yield from _within(_when(start), _when(start) + lasts, first, last)


def _within(start: datetime, end: datetime, first: datetime, last: datetime) -> Iterator[Span]:
    if start < end and start < last and end > first:
        yield max(start, first), min(end, last)


def _counts(event: Any) -> bool:
    said = {str(event.get("STATUS", "")).upper(), str(event.get("TRANSP", "")).upper()}
    return not said & FREE


def _length(event: Any) -> tuple[Any, timedelta]:
    """When an entry begins, and how long it takes: a day, where it is one and no more is said."""
    start = event["DTSTART"].dt
    if "DTEND" in event:
        return start, _when(event["DTEND"].dt) - _when(start)
    if "DURATION" in event:
        return start, event["DURATION"].dt
    return start, timedelta() if isinstance(start, datetime) else DAY


def _starts(event: Any, start: Any, first: datetime, last: datetime) -> Iterator[datetime]:
    """Each beginning between two moments, by the clock of the entry's own zone."""
    zone = (start.tzinfo if isinstance(start, datetime) else None) or HOME
    rules = rruleset()
    rules.rdate(_clock(start, zone))
    for rule in _listed(event, "RRULE"):
        text = _rule(rule, zone)
        rules.rrule(rrulestr(text, dtstart=_clock(start, zone)))
    for name, add in (("RDATE", rules.rdate), ("EXDATE", rules.exdate)):
        for row in _listed(event, name):
            for each in row.dts:
                value = each.dt[0] if isinstance(each.dt, tuple) else each.dt
                add(_clock(value, zone))
    begins, ends = (moment.astimezone(zone).replace(tzinfo=None) for moment in (first, last))
    for number, at in enumerate(rules.xafter(begins - BACK, inc=True)):
        if at > ends + DAY:
            return
        if number > MOST:
            raise TooManyError
        yield at.replace(tzinfo=zone)


def _rule(rule: Any, zone: tzinfo) -> str:
    """A rule as it is written, its end by the clock of the zone."""
    until = rule.get("UNTIL")
    if until:
        rule = rule.copy()
        value = until[0] if isinstance(until, list) else until
        end = value if isinstance(value, datetime) else datetime.combine(value, time.max)
        rule["UNTIL"] = [_clock(end, zone).replace(microsecond=0)]
    return str(rule.to_ical().decode())


def _listed(event: Any, name: str) -> list[Any]:
    value = event.get(name, [])
    return value if isinstance(value, list) else [value]


def _clock(value: Any, zone: tzinfo) -> datetime:
    """A moment as a clock of `zone` shows it."""
    if not isinstance(value, datetime):
        return datetime.combine(value, time())
    return value.astimezone(zone).replace(tzinfo=None) if value.tzinfo else value


def _when(value: date) -> datetime:
    """A moment that can be compared: days and hours without a zone are those of Morocco."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return (value if value.tzinfo else value.replace(tzinfo=HOME)).astimezone(UTC)


def limit() -> None:
    """Let the kernel end this process when it works or grows too much."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def main() -> int:
    """Read, and print."""
    limit()
    first, last = (datetime.fromtimestamp(int(each), UTC) for each in sys.argv[1:3])
    try:
        found = busy(sys.stdin.buffer.read(), first, last)
    except TooManyError:
        return TOO_MANY
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, LookupError):
        return NO_CALENDAR
    for start, end in found:
        sys.stdout.write(f"{int(start.timestamp())} {int(end.timestamp())}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
