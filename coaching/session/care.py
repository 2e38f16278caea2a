"""Whom the team calls: people who missed sessions or could not be reached, before anything else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from coaching.booking.rules import NOT_THEIRS
from coaching.models import Attempt, Booking, CareTalk, CoachingRules
from core.composed import Composed
from people.models import Participation
from people.rights import Rights
from people.todo import MOST
from people.unnamed import named

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from people.models import User
    from programs.models import Stop

SHOWN = 100  # on one page, the latest


@dataclass(frozen=True)
class ToCall:
    """Somebody to be called, and why: sessions missed, calls without an answer."""

    participation: Participation
    missed: int
    calls: int
    last: datetime


@dataclass(frozen=True)
class Many:
    """How many are to be called, whether there are `more` than that; at which stop one begins."""

    count: int
    more: bool
    stop: int | None  # its key


def to_call(
    stops: Sequence[Stop], user: User, *, first: int = 0, most: int = SHOWN
) -> list[ToCall]:
    """Whom the rules of these stops say to call, the latest first: `most` after the `first` ones.

    Nobody whose file is not there for `user`. Three statements, and one or two where some are cut.
    """
    missed, calls = _foremost(stops, user, first + most)
    last: dict[int, datetime] = {}
    for key, each in (*missed.items(), *calls.items()):
        last[key] = max(last.get(key, each["last"]), each["last"])
    shown = sorted(sorted(last), key=last.__getitem__, reverse=True)[first : first + most]
    there = Participation.objects.select_related("person", "stop").in_bulk(shown)
    return [
        ToCall(
            there[key],
            missed[key]["missed"] if key in missed else 0,
            calls[key]["calls"] if key in calls else 0,
            last[key],
        )
        for key in shown
        if key in there
    ]


def _foremost(
    stops: Sequence[Stop], user: User, most: int
) -> tuple[dict[int, Any], dict[int, Any]]:
    """By participation who missed sessions, and who could not be reached: the latest `most`."""
    absent = list(_absent(stops, user).order_by("-last", "participation")[:most])
    silent = _latest(_silent(stops, user).order_by("-last", "participation"), most)
    of_both = {each["participation"] for each in (*absent, *silent)}
    if len(absent) == most:  # who could not be reached may have missed sessions beyond the cut
        absent += _absent(stops, user).filter(participation__in=of_both)
    if len(silent) >= most:  # and the other way round
        more = _silent(stops, user).filter(booking__participation__in=of_both)
        silent = sorted(more, key=lambda each: each["last"], reverse=True)
    missed = {each["participation"]: each for each in absent}
    return missed, {each["participation"]: each for each in reversed(silent)}  # the latest of each


def _latest(sessions: QuerySet[Any, Any], people: int) -> list[Any]:
    """The first of `sessions`, so many that they are of so many `people`, if there are."""
    read = people
    while True:
        found = list(sessions[:read])
        if len(found) < read or len({each["participation"] for each in found}) >= people:
            return found
        read *= 4


def how_many(stops: Sequence[Stop], user: User) -> Many:
    """The same, counted no further than the desk shows; two statements that stop there."""
    asked = _counted(Rights.of(user), tuple(stop.pk for stop in stops), MOST + 1)
    absent, silent = ([*each.named({})] for each in asked)
    found = sorted([*absent, *silent], key=lambda each: each["last"], reverse=True)
    people = {each["participation"] for each in found}
    more = len(people) > MOST or len(silent) > MOST
    return Many(min(len(people), MOST), more, found[0]["stop"] if found else None)


@lru_cache(maxsize=256)  # composed once for each colleague
def _counted(
    rights: Rights, stops: tuple[int, ...], most: int
) -> tuple[Composed[Any], Composed[Any]]:
    absent, silent = (
        rows.order_by("stop", "participation")[:most]
        for rows in (_absent(stops, rights.user), _silent(stops, rights.user))
    )
    return Composed(absent.all), Composed(silent.all)


def _rule(name: str, stop: str) -> Any:
    """What the stop has set, else the usual."""
    usual = getattr(CoachingRules(), name)
    rules = CoachingRules.objects.filter(stop=OuterRef(stop))
    return Coalesce(Subquery(rules.values(name)[:1]), Value(usual))


def _absent(stops: Sequence[Stop | int], user: User) -> QuerySet[Any, Any]:
    """Who missed as many sessions as the stop has set since somebody talked with them.

    By person in the order of an index: as many are counted as somebody asks for, and no more read.
    """
    talked = CareTalk.objects.filter(
        participation=OuterRef("participation"), at__gte=OuterRef("starts_at")
    )
    missed = Booking.objects.filter(stop__in=stops, state=Booking.State.MISSED)
    theirs = missed.exclude(report__outcome__in=NOT_THEIRS).filter(
        ~Exists(talked), named(user, person="participation__person"), participation__isnull=False
    )
    people = theirs.order_by().values("stop", "participation")
    counted = people.annotate(missed=Count("pk"), last=Max("starts_at"))
    return counted.filter(missed__gte=_rule("missed_times", "stop"))


def _silent(stops: Sequence[Stop | int], user: User) -> QuerySet[Any, Any]:
    """Sessions for which nobody answered as often as the stop has set, and nobody talked since."""
    talks = CareTalk.objects.filter(participation=OuterRef("booking__participation"))
    of_booked = Attempt.objects.filter(
        named(user, person="booking__participation__person"),
        booking__stop__in=stops,
        booking__state=Booking.State.BOOKED,
        booking__participation__isnull=False,
    )
    sessions = of_booked.order_by().values(
        "booking",
        stop=F("booking__stop"),
        participation=F("booking__participation"),
        last=F("booking__starts_at"),
    )
    called = sessions.annotate(
        calls=Count("pk"),
        called=Max("at"),
        talked=Subquery(talks.order_by("-at").values("at")[:1]),
        enough=_rule("silent_times", "booking__stop"),
    )
    fresh = Q(talked=None) | Q(called__gt=F("talked"))
    return called.filter(fresh, calls__gte=F("enough"))


def talked_with(participation: Participation, words: str, *, by: User) -> None:
    """Somebody talked with them: what they missed before counts no more, and they may book."""
    CareTalk.objects.create(participation=participation, words=words, by=by)
