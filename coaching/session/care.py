"""Whom the team calls: people who missed sessions or could not be reached, before anything else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from coaching.booking.rules import NOT_THEIRS
from coaching.models import Booking, CareTalk, CoachingRules
from people.models import Participation
from people.unnamed import named

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from people.models import User
    from programs.models import Stop


@dataclass(frozen=True)
class ToCall:
    """Somebody to be called, and why: sessions missed, calls without an answer."""

    participation: Participation
    missed: int
    calls: int
    last: datetime


def to_call(stops: Sequence[Stop], user: User) -> list[ToCall]:
    """Everybody of these stops whom their rules say to call, the latest first; two statements.

    Nobody whose file is not there for `user`.
    """
    found: dict[int, ToCall] = {
        each.pk: ToCall(each, each.missed, 0, each.last)  # type: ignore[attr-defined]  # annotated
        for each in _absent(stops).filter(named(user, person="person"))
    }
    for each in _silent(stops).filter(named(user, person="person")):
        known = found.get(each.participation_id or 0)
        calls: int = each.calls  # type: ignore[attr-defined]  # annotated
        if each.participation:
            missed = known.missed if known else 0
            person = each.participation
            found[person.pk] = ToCall(person, missed, calls, each.starts_at)
    return sorted(found.values(), key=lambda each: each.last, reverse=True)


def _rule(name: str, stop: str) -> Any:
    """What the stop has set, else the usual."""
    usual = getattr(CoachingRules(), name)
    rules = CoachingRules.objects.filter(stop=OuterRef(stop))
    return Coalesce(Subquery(rules.values(name)[:1]), Value(usual))


def _talked() -> Subquery:
    talks = CareTalk.objects.filter(participation=OuterRef("participation"))
    return Subquery(talks.order_by("-at").values("at")[:1])


def _absent(stops: Sequence[Stop]) -> QuerySet[Participation]:
    """Who missed as many sessions as the stop has set since somebody talked with them."""
    missed = Booking.objects.filter(stop__in=stops, state=Booking.State.MISSED)
    missed = missed.exclude(report__outcome__in=NOT_THEIRS).annotate(talked=_talked())
    fresh = missed.filter(Q(talked=None) | Q(starts_at__gt=F("talked")))
    return (
        Participation.objects.filter(bookings__in=fresh.order_by().values("pk"))
        .annotate(missed=Count("bookings"), last=Max("bookings__starts_at"))
        .annotate(enough=_rule("missed_times", "stop"))
        .filter(missed__gte=F("enough"))
        .select_related("person", "stop")
    )


def _silent(stops: Sequence[Stop]) -> QuerySet[Booking]:
    """Sessions for which nobody answered as often as the stop has set, and nobody talked since."""
    booked = Booking.objects.filter(stop__in=stops, state=Booking.State.BOOKED)
    called = booked.annotate(
        calls=Count("attempts"), last=Max("attempts__at"), talked=_talked()
    ).annotate(enough=_rule("silent_times", "stop"))
    fresh = Q(talked=None) | Q(last__gt=F("talked"))
    rows = called.filter(fresh, calls__gte=F("enough"))
    return rows.select_related("participation__person", "participation__stop")


def talked_with(participation: Participation, words: str, *, by: User) -> None:
    """Somebody talked with them: what they missed before counts no more, and they may book."""
    CareTalk.objects.create(participation=participation, words=words, by=by)
