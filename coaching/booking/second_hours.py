"""The own hours of a second expert: they close with the session that they come to, and open again.

At once, and waiting for nobody: whoever holds a slot is making it anew, or has it already, and the
clock brings what is left here to what the hours say.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from coaching.models import BusyHour, Slot
from people.busy import when_busy

if TYPE_CHECKING:
    from datetime import datetime

    from coaching.models import Expert

    Span = tuple[datetime, datetime]

OURS = "session "  # what `coaching.busy` calls sessions: these are slots themselves
State, Why = Slot.State, Slot.Why


def kept_from(expert: Expert, first: datetime, last: datetime) -> list[Span]:
    """When something else keeps an expert from their hours, with what stays free around it.

    Such is their own calendar, a workshop that they lead, a session to which they come as a second.
    """
    around = timedelta(minutes=expert.buffer)
    since, until = first - around, last + around
    outside = BusyHour.objects.filter(calendar=expert.pk, starts_at__lt=until, ends_at__gt=since)
    here = when_busy([expert.user_id], since, until) if expert.user_id else []
    found = [
        *outside.values_list("starts_at", "ends_at"),
        *((each.starts_at, each.ends_at) for each in here if not each.about.startswith(OURS)),
    ]
    return [(starts - around, ends + around) for starts, ends in found]


def settle(second: Expert | None, *hours: Slot) -> None:
    """Close or open what is free of a second expert's own hours at the hours of a session."""
    if second:
        for at in hours:
            _settle(second, at)


def _settle(second: Expert, at: Slot) -> None:
    rows = _untaken(second, at)
    if not rows:
        return
    first, last = min(each.starts_at for each in rows), max(each.ends_at for each in rows)
    busy = kept_from(second, first, last)
    kept = [row.pk for row in rows if any(row.starts_at < e and s < row.ends_at for s, e in busy)]
    Slot.objects.filter(pk__in=kept, state=State.OPEN).update(state=State.CLOSED, why=Why.BUSY)
    free = Slot.objects.filter(pk__in=[row.pk for row in rows], why=Why.BUSY).exclude(pk__in=kept)
    with suppress(IntegrityError), transaction.atomic():  # another one was opened there meanwhile
        free.update(state=State.OPEN, why="")


def _untaken(expert: Expert, at: Slot) -> list[Slot]:
    """Their coming slots that touch an hour and that nobody has; those that nobody else holds."""
    around = timedelta(minutes=expert.buffer)
    there = {"starts_at__lt": at.ends_at + around, "ends_at__gt": at.starts_at - around}
    rows = Slot.objects.coming().filter(expert=expert, taken=0, **there).order_by("pk")
    return list(rows.select_for_update(of=("self",), no_key=True, skip_locked=True))
