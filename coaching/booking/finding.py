"""Which slots somebody may have: one statement, as fast among many experts as among few.

Slots that are free stand in an index of their own. Favoured experts (whom the person met last, whom
they wish for) and the soonest slots are looked for apart, and come back together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import (
    Case,
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Now

from coaching.booking.caps import counted
from coaching.booking.wishes import keeps_to_women
from coaching.models import Booking, Expert, ExpertTheme, Slot
from core.composed import Composed, slot
from people.busy import when_busy

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from people.models import Participation
    from programs.models import Province, Stop, Theme

SPARE = 20  # slots that are read beyond the limit, for those that a workshop takes away
SPARED = 5  # the same for what a refusal offers, which looks further where they are too few
FURTHER = 4  # times as many are read where experts have met as many people as they want
LAST_TIME, SOONEST = -1, 1000  # places in the order; between them those of the wish
MET = (Booking.State.BOOKED, Booking.State.HELD)


@dataclass(frozen=True)
class Wish:
    """What somebody looks for at a stop; what is left empty does not matter to them."""

    stop: Stop
    theme: Theme | None = None
    modes: Sequence[str] = ()
    experts: Sequence[int] = ()  # rather these, in this order
    woman: bool = False
    language: str = ""
    province: Province | None = None
    participation: Participation | None = None
    first: date | None = None
    last: date | None = None
    instead: Booking | None = None  # a session that is to move: its own hour keeps nobody then

    @property
    def keys(self) -> tuple[Any, Any]:
        """Of the person and of their participation; nothing for nobody."""
        own = self.participation
        return (own.person_id, own.pk) if own else (None, None)


class Unsaid(Wish):
    """One whose values are put in later."""

    @property
    def keys(self) -> tuple[Any, Any]:
        """Two places of a composed statement."""
        return slot("person"), slot("participation")


def free_slots(wish: Wish, limit: int = 50) -> list[Slot]:
    """The slots that fit, the best first: of the same expert as last time, as wished, the soonest.

    For a person, those at an hour at which something of another room keeps them are left out.
    """
    most = limit + (SPARE if wish.participation else 0)
    while True:
        rows = list(_statement(wish, most).select_related("expert", "theme"))
        found = _without_busy(wish, [slot for slot in rows if slot.has_room])
        if len(found) >= limit or len(rows) < most:
            return found[:limit]
        most *= FURTHER


def others(at: Slot, participation: Participation, theme: Theme, many: int = 3) -> list[Slot]:
    """What a refusal of this slot offers instead: of the same expert first, else the soonest.

    A crowd is refused at once: the statement is composed at the first of them only.
    """
    woman = keeps_to_women(participation, at.expert)
    asked = {"stop": at.stop_id, "theme": theme.pk, "expert": at.expert_id}
    asked |= {"person": participation.person_id, "participation": participation.pk}
    rows = [each for each in _others(woman, many + SPARED).rows(asked) if each.pk != at.pk]
    wish = Wish(at.stop, theme, woman=woman, participation=participation)
    found = _without_busy(wish, [each for each in rows if each.has_room])  # type: ignore[attr-defined]
    if len(found) < many <= len(rows):  # their experts have no room: look further
        wish = replace(wish, experts=[at.expert_id])
        return [each for each in free_slots(wish, many + 1) if each.pk != at.pk][:many]
    return found[:many]


@cache
def _others(woman: bool, most: int) -> Composed[Slot]:  # noqa: FBT001  two statements, by it
    at: Any = {name: slot(name) for name in ("stop", "theme")}
    wish = Unsaid(**at, experts=[slot("expert")], woman=woman)  # type: ignore[list-item]
    return Composed(lambda: _statement(wish, most).select_related("expert"))


def fitting(wish: Wish) -> QuerySet[Slot]:
    """All slots that fit, in no order, whether their experts have room then or not."""
    found = Slot.objects.free().filter(stop=wish.stop, **_of_expert(wish))
    found = found.filter(
        starts_at__gt=Now(),  # the database's: a moment of ours would stay in a composed statement
    ).filter(
        starts_at__gt=_from_now("expert__notice", timedelta(hours=1)),
        starts_at__lt=_from_now("expert__horizon", timedelta(days=1)),
    )
    if wish.theme:
        long_enough = Q(minutes=None) | Q(minutes__lte=OuterRef("minutes"))  # of this expert’s
        helped = ExpertTheme.objects.filter(
            long_enough, expert=OuterRef("expert"), theme=wish.theme
        )
        found = found.filter(Exists(helped), Q(theme__isnull=True) | Q(theme=wish.theme))
    if wish.modes:
        found = found.filter(modes__overlap=list(wish.modes))
    if wish.province:  # who names no province comes to all
        there = Q(provinces=wish.province) | Q(provinces=None)
        found = found.filter(expert__in=Expert.objects.filter(there).values("pk"))
    if wish.first:
        found = found.filter(on__gte=wish.first)
    if wish.last:
        found = found.filter(on__lte=wish.last)
    return _without_own_hours(found, wish)


def _without_busy(wish: Wish, found: list[Slot]) -> list[Slot]:
    """Without the hours at which anything of any room keeps the person."""
    if wish.participation is None or not found:
        return found
    first = min(each.starts_at for each in found)
    last = max(each.ends_at for each in found)
    own = f"session {wish.instead.pk}" if wish.instead else ""
    busy = when_busy([wish.participation.person_id], first, last)
    taken = [each for each in busy if each.about != own]
    return [
        slot
        for slot in found
        if not any(b.starts_at < slot.ends_at and b.ends_at > slot.starts_at for b in taken)
    ]


def _statement(wish: Wish, limit: int) -> QuerySet[Any]:
    found = fitting(wish).order_by("starts_at", "pk")
    last = _last_expert(wish)
    favoured = Q(expert=last) if last else Q()
    for each in wish.experts:
        favoured |= Q(expert=each)
    keys = found.values("pk")[:limit]
    if favoured:
        keys = found.filter(favoured).values("pk")[:limit].union(keys, all=True)
    places = [When(expert=last, then=Value(LAST_TIME))] if last else []
    places += [When(expert=each, then=Value(n)) for n, each in enumerate(wish.experts)]
    theirs = Slot.objects.filter(pk__in=keys)
    rows = counted(theirs, but=wish.instead.pk if wish.instead else None)
    if not places:
        return rows.order_by("starts_at", "pk")
    place = Case(*places, default=Value(SOONEST), output_field=IntegerField())
    return rows.order_by(place, "starts_at", "pk")[:limit]


def _of_expert(wish: Wish) -> dict[str, Any]:
    asked: dict[str, Any] = {"expert__state": Expert.State.ACTIVE}
    if wish.woman:
        asked["expert__gender"] = Expert.Gender.WOMAN
    if wish.language:
        asked["expert__languages__contains"] = [wish.language]
    return asked


def _last_expert(wish: Wish) -> Subquery | None:
    """Whom this person met last, or is going to meet."""
    _person, participation = wish.keys
    if participation is None:
        return None
    theirs = Booking.objects.filter(participation=participation, state__in=MET)
    return Subquery(theirs.order_by("-starts_at").values("expert")[:1])


def _without_own_hours(found: QuerySet[Slot], wish: Wish) -> QuerySet[Slot]:
    """Without the hours at which this person has a session already, wherever."""
    person, _participation = wish.keys
    if person is None:
        return found
    theirs = Booking.objects.blocking().filter(person=person)
    if wish.instead:
        theirs = theirs.exclude(pk=wish.instead.pk)
        found = found.exclude(pk=wish.instead.slot_id)
    at_once = {"starts_at__lt": OuterRef("ends_at"), "ends_at__gt": OuterRef("starts_at")}
    return found.exclude(Exists(theirs.filter(**at_once)))


def _from_now(many: str, each: timedelta) -> Combinable:
    later = Now() + ExpressionWrapper(F(many) * Value(each), DurationField())
    return ExpressionWrapper(later, DateTimeField())
