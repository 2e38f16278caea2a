"""Somebody's sessions in a stop: the one that is next, the others, what is over; what is asked for.

Where the doors stand open comes before all; then what is offered, because it is lost in silence;
then the soonest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from coaching.booking.links import WITH_ALL
from coaching.models import Booking, Request, Step
from coaching.public.shown import Shown
from coaching.session.links import step_url

if TYPE_CHECKING:
    from people.models import Participation

State = Booking.State
OVER = (State.HELD, State.MISSED)
SEEN = (*Booking.TAKING, *OVER)


@dataclass(frozen=True, slots=True)
class Path:
    """The sessions of a person in a stop, the soonest first; those that are over, the latest first.

    `waiting` are requests that no hour was found for yet, `steps` what the person has to do.
    """

    next: Shown | None
    others: list[Shown]
    past: list[Shown]
    waiting: list[Request]
    steps: list[Step]


def path_of(participation: Participation) -> Path:
    """Read it in three statements."""
    now = timezone.now()
    rows = Booking.objects.filter(participation=participation, state__in=SEEN)
    every = [Shown(each) for each in rows.select_related(*WITH_ALL).order_by("starts_at", "pk")]
    coming = sorted((each for each in every if each.booking.is_coming), key=rank)
    waits = Request.objects.filter(participation=participation, state=Request.State.WAITING)
    return Path(
        next=coming[0] if coming else None,
        others=coming[1:],
        past=[each for each in reversed(every) if each.booking.ends_at <= now],
        waiting=list(waits.select_related("theme")),
        steps=_steps(participation),
    )


def _steps(participation: Participation) -> list[Step]:
    """What this person has still to do, where it is ticked off too."""
    own = Step.objects.open().filter(participation=participation, owner=Step.Owner.PERSON)
    steps = list(own.select_related("booking").order_by("due_on", "pk"))
    for step in steps:
        step.url = step_url(step.booking) if step.booking else ""  # type: ignore[attr-defined]
    return steps


def rank(shown: Shown) -> int:
    """Where one may come in now, what asks for an answer, what one goes to."""
    if shown.can_join:
        return 0
    return 1 if shown.booking.state == State.OFFERED else 2
