"""Requests that wait at a stop, in their order, and since how many days; who is forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Case, Value, When
from django.utils import timezone

from coaching.models import Expert, Request

if TYPE_CHECKING:
    from datetime import datetime

    from programs.models import Stop

DAYS = (9, 21, 45)  # after which a team is reminded: look, ask experts for days, tell kindly
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One request, and what it wishes in words."""

    request: Request
    experts: list[Expert]
    days: int

    @property
    def tone(self) -> str:
        """How long it waits, as a colour."""
        return ("", "warn", "warn", "bad")[stage_after(self.days)]


def stage_after(days: int) -> int:
    """How often a team is reminded of what has waited for so many days."""
    return sum(days >= each for each in DAYS)


def lines(stop: Stop) -> list[Line]:
    """The live requests of a stop, the first who asked first; two statements."""
    rows = Request.objects.filter(participation__stop=stop, state__in=Request.LIVE)
    found = list(rows.select_related("participation__person", "theme").order_by("at", "pk")[:SHOWN])
    wished = {pk for each in found for pk in each.experts}
    known = Expert.objects.in_bulk(wished)
    today = timezone.localdate()
    return [
        Line(
            each,
            [known[pk] for pk in each.experts if pk in known],
            (today - timezone.localdate(each.at)).days,
        )
        for each in found
    ]


@transaction.atomic
def escalate(now: datetime) -> int:
    """Raise the stage of what has waited for 9, 21 and 45 days; how many rose. Idempotent."""
    rows = Request.objects.filter(state=Request.State.WAITING, at__lte=now - timedelta(DAYS[0]))
    stage = Case(
        *(
            When(at__lte=now - timedelta(days), then=Value(number))
            for number, days in reversed([*enumerate(DAYS, start=1)])
        ),
        default=Value(0),
    )
    return rows.exclude(stage__gte=stage).update(stage=stage)
