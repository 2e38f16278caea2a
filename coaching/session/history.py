"""Every version of a report: when, by whom, and what it said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coaching.models import (  # type: ignore[attr-defined]  # pghistory makes the second
    Report,
    ReportEvent,
)
from people.models import User

if TYPE_CHECKING:
    from datetime import datetime

    from coaching.models import Booking


@dataclass(frozen=True)
class Version:
    """A report as somebody left it."""

    at: datetime
    who: str
    outcome: str
    topics: str
    result: str


def versions(booking: Booking) -> list[Version]:
    """Every version, the newest first; two statements."""
    events = list(ReportEvent.objects.filter(booking=booking.pk).order_by("-pgh_id"))
    people = User.objects.filter(pk__in={each.by_id for each in events if each.by_id})
    names = {each.pk: each.name for each in people}
    outcomes = dict(Report.Outcome.choices)
    return [
        Version(
            at=each.pgh_created_at,
            who=names.get(each.by_id, ""),
            outcome=str(outcomes[each.outcome]),
            topics=each.topics,
            result=each.result,
        )
        for each in events
    ]
