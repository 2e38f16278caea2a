"""Who missed three workshops: a sign for the team, until somebody has talked with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from people.models import Participation
from people.unnamed import named
from workshops.models import AbsenceTalk, Arrival, ArrivalState, Seat, Workshop

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from people.models import User
    from programs.models import Stop

SIGN = 3  # absences


def missed_seats(stops: Sequence[Stop], now: datetime) -> QuerySet[Seat]:
    """Seats that were kept and not taken, in workshops where somebody looked who was there."""
    arrivals = Arrival.objects.filter(seat=OuterRef("pk"), second=False)
    was_there = Exists(arrivals.exclude(state=ArrivalState.ABSENT))
    looked = Exists(
        Arrival.objects.filter(workshop=OuterRef("workshop"), state=ArrivalState.PRESENT)
    )
    held = {"workshop__state": Workshop.State.PUBLISHED, "workshop__ends_at__lt": now}
    seats = Seat.objects.filter(state=Seat.State.SEATED, workshop__stop__in=stops, **held)
    return seats.filter(~was_there, looked)


def often_absent(stops: Sequence[Stop], user: User) -> QuerySet[Participation]:
    """Who missed three or more since somebody last talked with them; `missed` and `last`.

    Nobody whose file is not there for `user`, or without a name.
    """
    talked = AbsenceTalk.objects.filter(participation=OuterRef("participation")).order_by("-at")
    seats = missed_seats(stops, timezone.now()).annotate(talked=Subquery(talked.values("at")[:1]))
    fresh = seats.filter(Q(talked=None) | Q(workshop__ends_at__gt=F("talked")))
    return (
        Participation.objects.filter(named(user, person="person"), seats__in=fresh.values("pk"))
        .annotate(missed=Count("seats"), last=Max("seats__workshop__ends_at"))
        .filter(missed__gte=SIGN)
        .select_related("person", "stop")
        .order_by("-missed", "last")
    )


def talked_with(participation: Participation, words: str, *, by: User) -> None:
    """Somebody has talked with them: the sign is gone until they miss three more."""
    AbsenceTalk.objects.create(participation=participation, words=words, by=by)
