"""The calendar of a stop, room by room: what each room's `calendar.py` puts on its days.

`days(stop, first, last)` gives `Entry`s of the days from `first` to `last`. This room brings the
deadlines of the stop itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from core.rooms import offered

if TYPE_CHECKING:
    from datetime import date, datetime

    from programs.models import Stop


@dataclass(frozen=True)
class Entry:
    """Something on a day, with its hours where it has some; `key` names it in calendar files."""

    key: str
    kind: str  # a tone of the page: deadline, workshop, draft
    title: str
    day: date
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    url: str = ""
    place: str = ""
    version: int = 0


def entries(stop: Stop, first: date, last: date) -> list[Entry]:
    """Everything of a stop in these days, in the order of the clock; whole days come first."""
    found = [entry for days in offered("calendar", "days") for entry in days(stop, first, last)]
    return sorted(found, key=_order)


def days(stop: Stop, first: date, last: date) -> list[Entry]:
    """When applications open and close, when the support begins and ends. No statement."""
    deadlines = (
        ("opens", _("Applications open"), timezone.localdate(stop.opens_at)),
        ("closes", _("Applications close"), timezone.localdate(stop.closes_at)),
        ("starts", _("The support begins"), stop.starts_on),
        ("ends", _("The support ends"), stop.ends_on),
    )
    return [
        Entry(f"stop-{stop.pk}-{code}", "deadline", title, day)
        for code, title, day in deadlines
        if first <= day <= last
    ]


def _order(entry: Entry) -> tuple[date, bool, float, str]:
    moment = entry.starts_at.timestamp() if entry.starts_at else 0.0
    return entry.day, entry.starts_at is not None, moment, entry.key
