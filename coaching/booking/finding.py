"""Which slots somebody may have: one statement, as fast among many experts as among few.

Slots that are free stand in an index of their own. Favoured experts (whom the person met last, whom
they wish for) and the soonest slots are looked for apart, and come back together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
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
    from collections.abc import Mapping, Sequence
    from datetime import date

    from people.models import Participation
    from programs.models import Province, Stop, Theme

SPARE = 20  # slots that are read beyond the limit, for those that a workshop takes away
SPARED = 5  # the same for what a refusal offers, which looks further where they are too few
FURTHER = 4  # times as many are read where experts have met as many people as they want
LAST_TIME, SOONEST = -1, 1000  # places in the order; between them those of the wish
MET = (Booking.State.BOOKED, Booking.State.HELD)
MODE, EXPERT = "mode ", "expert "  # how the names of what a wish lists begin


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
    def asked(self) -> dict[str, Any]:
        """Its values by their names, but for what does not matter; of lists each by its place."""
        own, instead = self.participation, self.instead
        every = {
            "stop": self.stop.pk,
            "theme": self.theme and self.theme.pk,
            **{f"{MODE}{n}": mode for n, mode in enumerate(self.modes)},
            **{f"{EXPERT}{n}": expert for n, expert in enumerate(self.experts)},
            "woman": self.woman,
            "language": self.language,
            "province": self.province and self.province.pk,
            "person": own and own.person_id,
            "participation": own and own.pk,
            "first": self.first,
            "last": self.last,
            "session": instead and instead.pk,
            "hour": instead and instead.slot_id,
        }
        return {name: value for name, value in every.items() if value}


def free_slots(wish: Wish, limit: int = 50) -> list[Slot]:
    """The slots that fit, the best first: of the same expert as last time, as wished, the soonest.

    For a person, those at an hour at which something of another room keeps them are left out.
    """
    most = limit + (SPARE if wish.participation else 0)
    while True:
        rows = _rows(wish, most)
        found = _without_busy(wish, [slot for slot in rows if slot.has_room])
        if len(found) >= limit or len(rows) < most:
            return found[:limit]
        most *= FURTHER


def others(at: Slot, participation: Participation, theme: Theme, many: int = 3) -> list[Slot]:
    """What a refusal of this slot offers instead: of the same expert first, else the soonest."""
    woman = keeps_to_women(participation, at.expert)
    anybody = Wish(at.stop, theme, experts=[at.expert_id], woman=woman)
    rows = [each for each in _rows(anybody, many + SPARED) if each.pk != at.pk]
    wish = replace(anybody, participation=participation)
    found = _without_busy(wish, [each for each in rows if each.has_room])
    if len(found) < many <= len(rows):  # they, or their experts, have no room: look further
        return [each for each in free_slots(wish, many + 1) if each.pk != at.pk][:many]
    return found[:many]


def _rows(wish: Wish, most: int) -> list[Any]:
    """The best of the slots that fit; each says whether its expert has room then."""
    asked = wish.asked
    return list(_search((*asked,), most).rows(asked))


@lru_cache(maxsize=256)
def _search(names: tuple[str, ...], most: int) -> Composed[Any]:
    """The statement for wishes in which the same matters: to compose it costs more than to run."""
    asked = {name: slot(name) for name in names}
    return Composed(lambda: _statement(asked, most).select_related("expert", "theme"))


def _fitting(asked: Mapping[str, Any]) -> QuerySet[Slot]:
    """All slots that fit, in no order, whether their experts have room then or not."""
    found = Slot.objects.free().filter(stop=asked["stop"], **_of_expert(asked))
    found = found.filter(
        starts_at__gt=Now(),  # the database's: a moment of ours would stay in a composed statement
    ).filter(
        starts_at__gt=_from_now("expert__notice", timedelta(hours=1)),
        starts_at__lt=_from_now("expert__horizon", timedelta(days=1)),
    )
    if theme := asked.get("theme"):
        long_enough = Q(minutes=None) | Q(minutes__lte=OuterRef("minutes"))  # of this expert’s
        helped = ExpertTheme.objects.filter(long_enough, expert=OuterRef("expert"), theme=theme)
        found = found.filter(Exists(helped), Q(theme__isnull=True) | Q(theme=theme))
    if modes := _listed(asked, MODE):
        found = found.filter(modes__overlap=modes)
    if province := asked.get("province"):  # who names no province comes to all
        there = Q(provinces=province) | Q(provinces=None)
        found = found.filter(expert__in=Expert.objects.filter(there).values("pk"))
    if first := asked.get("first"):
        found = found.filter(on__gte=first)
    if last := asked.get("last"):
        found = found.filter(on__lte=last)
    return _without_own_hours(found, asked)


def _listed(asked: Mapping[str, Any], name: str) -> list[Any]:
    return [value for each, value in asked.items() if each.startswith(name)]


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


def _statement(asked: Mapping[str, Any], limit: int) -> QuerySet[Any]:
    found = _fitting(asked).order_by("starts_at", "pk")
    last, experts = _last_expert(asked), _listed(asked, EXPERT)
    favoured = Q(expert=last) if last else Q()
    for each in experts:
        favoured |= Q(expert=each)
    keys = found.values("pk")[:limit]
    if favoured:
        keys = found.filter(favoured).values("pk")[:limit].union(keys, all=True)
    places = [When(expert=last, then=Value(LAST_TIME))] if last else []
    places += [When(expert=each, then=Value(n)) for n, each in enumerate(experts)]
    rows = counted(Slot.objects.filter(pk__in=keys), but=asked.get("session"))
    if not places:
        return rows.order_by("starts_at", "pk")
    place = Case(*places, default=Value(SOONEST), output_field=IntegerField())
    return rows.order_by(place, "starts_at", "pk")[:limit]


def _of_expert(asked: Mapping[str, Any]) -> dict[str, Any]:
    wanted: dict[str, Any] = {"expert__state": Expert.State.ACTIVE}
    if "woman" in asked:
        wanted["expert__gender"] = Expert.Gender.WOMAN
    if language := asked.get("language"):
        wanted["expert__languages__contains"] = [language]
    return wanted


def _last_expert(asked: Mapping[str, Any]) -> Subquery | None:
    """Whom this person met last, or is going to meet."""
    if "participation" not in asked:
        return None
    theirs = Booking.objects.filter(participation=asked["participation"], state__in=MET)
    return Subquery(theirs.order_by("-starts_at").values("expert")[:1])


def _without_own_hours(found: QuerySet[Slot], asked: Mapping[str, Any]) -> QuerySet[Slot]:
    """Without the hours at which this person has a session already, wherever."""
    if "person" not in asked:
        return found
    theirs = Booking.objects.blocking().filter(person=asked["person"])
    if "session" in asked:
        theirs = theirs.exclude(pk=asked["session"])
        found = found.exclude(pk=asked["hour"])
    at_once = {"starts_at__lt": OuterRef("ends_at"), "ends_at__gt": OuterRef("starts_at")}
    return found.exclude(Exists(theirs.filter(**at_once)))


def _from_now(many: str, each: timedelta) -> Combinable:
    later = Now() + ExpressionWrapper(F(many) * Value(each), DurationField())
    return ExpressionWrapper(later, DateTimeField())
