"""Somebody's way through the workshops of a stop: the seat that is next, the others, what is over.

Where the doors stand open comes before all; then a seat that is offered, because it is lost in
silence; then the soonest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.utils import timezone

from workshops.models import Certificate, Seat, Workshop
from workshops.public.shown import Shown

if TYPE_CHECKING:
    from people.models import Participation

State = Seat.State
RANKS = {State.OFFERED: 1, State.SEATED: 2, State.WAITING: 3}
WAITS, LAST = RANKS[State.WAITING], 4


@dataclass(frozen=True, slots=True)
class Path:
    """The seats of a person in a stop, the soonest first; those that are over, the latest first."""

    next: Shown | None
    others: list[Shown]
    past: list[Shown]


def path_of(participation: Participation) -> Path:
    """Read it in one statement."""
    now = timezone.now()
    papers = Certificate.objects.filter(arrival__seat=OuterRef("pk"))
    own = Seat.objects.filter(participation=participation, state__in=RANKS)
    rows = own.annotate(has_certificate=Exists(papers)).select_related(
        "workshop__stop", "workshop__venue", "participation__person"
    )
    seats = [Shown(seat) for seat in rows.order_by("workshop__starts_at", "pk")]
    coming = [each for each in seats if each.workshop.ends_at > now]
    coming.sort(key=rank)
    actual = coming[0] if coming and rank(coming[0]) < WAITS else None
    others = [each for each in coming if each is not actual]
    past = [each for each in reversed(seats) if _was_there(each.seat) and each not in coming]
    return Path(actual, others, past)


def rank(shown: Shown) -> int:
    """Where one may come in now, what asks for an answer, what one goes to; then what waits."""
    if shown.workshop.state == Workshop.State.CANCELLED:
        return LAST
    if shown.can_join:
        return 0
    return RANKS[State(shown.seat.state)]


def _was_there(seat: Seat) -> bool:
    return seat.state == State.SEATED and seat.workshop.state == Workshop.State.PUBLISHED
