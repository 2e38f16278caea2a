"""The places of a stop, counted, and the files that hold or await one.

As many statements for a thousand files as for one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone

from applications import places
from applications.models import Application, Move

if TYPE_CHECKING:
    from programs.models import Stop

State = Application.State
MANY, NEXT = 100, 20


@dataclass(frozen=True)
class Offer:
    """A place that waits for its person; `letter_left` is whether the letter has left."""

    application: Application
    letter_left: bool
    late: bool


@dataclass(frozen=True)
class Hop:
    """A place that came free, who took it, and why it cannot go back (empty when it can)."""

    freed: Move
    taken: Move | None
    why_not: str


@dataclass(frozen=True)
class PlacesOverview:
    """What the page of the places shows."""

    places: int
    confirmed: int
    offered: int
    waiting: int
    free: int
    offers: list[Offer]
    queue: list[Application]
    hops: list[Hop]


def places_overview(stop: Stop) -> PlacesOverview:
    """Where the places of `stop` are now."""
    applications = Application.objects.filter(stop=stop)
    states = (State.CONFIRMED, State.ACCEPTED, State.WAITING)
    counts = applications.aggregate(
        **{state: Count("pk", filter=Q(state=state)) for state in states}
    )
    free = max(0, stop.places - counts["confirmed"] - counts["accepted"])
    freed = places.freed_places(stop)[:MANY]
    hops = [Hop(each, places.next_of(each), places.why_not(each, free=free)) for each in freed]
    return PlacesOverview(
        places=stop.places,
        confirmed=counts["confirmed"],
        offered=counts["accepted"],
        waiting=counts["waiting"],
        free=free,
        offers=_offers(stop),
        queue=list(applications.filter(state=State.WAITING).order_by("rank")[:NEXT]),
        hops=hops,
    )


def _offers(stop: Stop) -> list[Offer]:
    now = timezone.now()
    rows = list(
        Application.objects.filter(stop=stop, state=State.ACCEPTED).order_by("confirm_by", "pk")[
            :MANY
        ]
    )
    untold = places.not_told(rows, left_before=now)
    return [
        Offer(each, each.pk not in untold, each.confirm_by is not None and each.confirm_by <= now)
        for each in rows
    ]
