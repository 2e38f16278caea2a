"""Whom an expert looks after now: hours of support, what is open, when they meet again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from coaching.models import Case, Step
from coaching.session.access import of_experts
from coaching.session.support import LONG, minutes_of

if TYPE_CHECKING:
    from datetime import datetime

    from coaching.models import Expert


@dataclass(frozen=True)
class LookedAfter:
    """One person of an expert."""

    name: str
    session: int  # the last one with them, whose page tells all
    minutes: int
    steps: int
    next: datetime | None

    @property
    def is_long(self) -> bool:
        """Whether they have had more hours of support than most."""
        return self.minutes >= LONG


def looked_after(experts: list[Expert]) -> list[LookedAfter]:
    """The people of these experts whom they may still read, by name; four statements."""
    coming = Q(starts_at__gt=timezone.now(), state="booked")
    rows = of_experts(experts).order_by().values("participation", "participation__person__name")
    met = {
        each["participation"]: each
        for each in rows.annotate(last=Max("pk"), next=Min("starts_at", filter=coming))
        if each["participation"]
    }
    live = Case.objects.filter(expert__in=experts, ended_at=None, participation__in=met)
    people = [each for each in live.values_list("participation", flat=True).distinct() if each]
    minutes, steps = minutes_of(people), _open_steps(people)
    found = [
        LookedAfter(
            name=met[each]["participation__person__name"],
            session=met[each]["last"],
            minutes=minutes.get(each, 0),
            steps=steps.get(each, 0),
            next=met[each]["next"],
        )
        for each in people
    ]
    return sorted(found, key=lambda each: each.name)


def _open_steps(people: list[int]) -> dict[int, int]:
    rows = Step.objects.open().filter(participation__in=people).order_by()
    counted = rows.values("participation").annotate(many=Count("pk"))
    return {each["participation"]: each["many"] for each in counted}
