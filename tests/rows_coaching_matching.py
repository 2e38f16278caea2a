"""The rows of the plan of a stop in the table of doors: managers of the center alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from coaching.models import MatchLine, MatchPlan, Slot
from people.models import Participation
from programs.models import Stop
from tests.cast import Cast
from tests.coaching.arranged import make_slots
from tests.doors import Door, Place, of_stop
from tests.rows_choosing import managers
from tests.rows_coaching_hours import expert_of


def plan_of(cast: Cast, stop: Stop) -> MatchLine:
    """A meeting of a plan that is proposed, with EX1 and AP1."""
    known = MatchLine.objects.filter(plan__stop=stop, plan__state="proposed").first()
    if known:
        return known
    today = timezone.localdate()
    MatchPlan.objects.filter(stop=stop).update(state="dropped")
    plan = MatchPlan.objects.create(
        stop=stop, first_on=today, last_on=today + timedelta(days=9), state="proposed"
    )
    person, _new = Participation.objects.get_or_create(stop=stop, person=cast["AP1"])
    expert = expert_of(cast, stop)
    slot, _other = make_slots(expert, stop, 2, at=timezone.now() + timedelta(days=5))
    theme = expert.themes.get()
    return MatchLine.objects.create(
        plan=plan, participation=person, slot=slot, theme=theme, mode="phone", level=80
    )


def of_plan(cast: Cast, stop: Stop) -> list[Any]:
    """The plan."""
    return [stop.slug, plan_of(cast, stop).plan_id]


def of_line(cast: Cast, stop: Stop) -> list[Any]:
    """One meeting of it."""
    line = plan_of(cast, stop)
    return [stop.slug, line.plan_id, line.pk]


def posted(at: Place) -> Door:
    return Door(post=managers(), at=at)


def days(_cast: Cast) -> dict[str, Any]:
    """Ten days from tomorrow."""
    today = timezone.localdate()
    return {"first": today + timedelta(days=1), "last": today + timedelta(days=10)}


def other_hour(_cast: Cast) -> dict[str, Any]:
    """Another free hour of the expert of the meeting that was looked at last."""
    line = MatchLine.objects.select_related("slot").latest("pk")
    assert line.slot
    free = Slot.objects.free().coming().filter(expert=line.slot.expert_id, stop=line.slot.stop_id)
    return {"slot": free.exclude(pk=line.slot.pk).order_by("pk").values_list("pk", flat=True)[0]}


PLANS = {
    "matching:plans": Door(get=managers(), post=managers(), at=of_stop(), body=days),
    "matching:plan": Door(get=managers(), at=of_plan),
    "matching:confirmation": Door(get=managers(), post=managers(), at=of_plan),
    "matching:dropping": posted(of_plan),
    "matching:removal": posted(of_line),
    "matching:return": posted(of_line),
    "matching:hour": Door(get=managers(), post=managers(), at=of_line, body=other_hour),
}
DOORS = {"coaching-matching": PLANS}
