"""The rows of experts and their hours in the table of doors."""

from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from coaching.hours.feeds import digest
from coaching.models import (
    Absence,
    Booking,
    Case,
    Charter,
    Expert,
    SessionFeed,
    SingleDay,
    Slot,
    WeekRule,
)
from needs.models import Need
from programs.models import Stop, Theme
from tests.cast import Cast
from tests.coaching.arranged import make_booking, make_expert, make_slot
from tests.doors import CENTER, Door, Place, Rule, everybody, of_stop, only, owned, signed_in
from tests.rows_choosing import managers
from tests.rows_coaching_session import expert_at
from tests.rows_workshops_public import person_of

KEY = "a-key-that-somebody-was-given"
YEAR, OTHER, WITHOUT_HOURS = 2025, 74, 75


def center() -> Rule:
    """The center enters; the other region finds nothing; who works on no files is refused."""
    return {**only("", others="403"), "RS2": "404", **dict.fromkeys(CENTER.split(), "Y")}


def hours(outcome: str = "Y") -> Rule:
    """The expert and the managers of the center; reviewers read and are refused to change."""
    return {**only(""), **dict.fromkeys(("EX1", "RS1", "SU"), outcome), "RV": "403"}


def expert_of(cast: Cast, stop: Stop) -> Expert:
    """EX1, who helps at a center."""
    found = expert_at(cast, stop)
    Charter.objects.get_or_create(center=stop.center, version=1, defaults={"text_fr": "Charte"})
    return found


def asking(_cast: Cast, stop: Stop) -> list[Any]:
    """Somebody who asks to help."""
    names = {f"name_{code}": "Asks" for code in ("ar", "fr", "en")}
    own = {"email": "asks@example.org", "state": Expert.State.ASKED}
    Charter.objects.get_or_create(center=stop.center, version=1, defaults={"text_fr": "Charte"})
    found, _new = Expert.objects.get_or_create(center=stop.center, **own, defaults=names)
    return [stop.slug, found.pk]


def desk(cast: Cast, stop: Stop) -> list[Any]:
    """EX1 under the desk of a stop."""
    return [stop.slug, expert_of(cast, stop).pk]


def own(*more: Any) -> Place:
    """EX1's own pages."""
    return lambda cast, stop: [expert_of(cast, stop).pk, *more]


def nowhere(cast: Cast, stop: Stop) -> list[Any]:
    """An address without a number, for EX1."""
    expert_of(cast, stop)
    return []


def slot_of(cast: Cast, stop: Stop, **values: Any) -> Slot:
    """An hour of EX1."""
    planned: dict[str, Any] = {
        "on": timezone.localdate() + timedelta(days=6),
        "clock": time(10),
        "minutes": 25,
        **values,
    }
    keys = {"expert": expert_of(cast, stop), "stop": stop, "on": planned.pop("on")}
    return Slot.objects.get_or_create(**keys, defaults=planned)[0]


def of_year(*, desk: bool) -> Place:
    """The letter of EX2, who met somebody years ago."""

    def where(cast: Cast, stop: Stop) -> list[Any]:
        expert = Expert.objects.filter(user=cast["EX2"], center=stop.center).first()
        if expert is None:
            expert = make_expert(stop, OTHER, user=cast["EX2"])
            at = timezone.now().replace(year=YEAR, month=6, day=3)
            slot = make_slot(expert, stop, at=at)
            make_booking(slot, person_of(cast, stop), state=Booking.State.HELD)
        return [*([stop.slug] if desk else []), expert.pk, YEAR]

    return where


def case(cast: Cast, stop: Stop) -> list[Any]:
    """AP1, whom EX1 looks after."""
    expert, person = expert_of(cast, stop), person_of(cast, stop)
    Case.objects.get_or_create(expert=expert, participation=person)
    return [stop.slug, expert.pk, person.pk]


def row(model: Any, **values: Any) -> Place:
    """A row of EX1's hours."""

    def where(cast: Cast, stop: Stop) -> list[Any]:
        expert = expert_of(cast, stop)
        more = {} if model is Absence else {"stop": stop, "starts": time(9), "ends": time(11)}
        return [expert.pk, model.objects.get_or_create(expert=expert, **values, **more)[0].pk]

    return where


def hour(cast: Cast, stop: Stop) -> list[Any]:
    """One hour of EX1."""
    slot = slot_of(cast, stop)
    return [slot.expert_id, slot.pk]


def feed(cast: Cast, stop: Stop) -> list[Any]:
    """The private address of somebody's sessions."""
    code = "EX1" if stop == cast.stop else "EX2"
    SessionFeed.objects.get_or_create(user=cast[code], defaults={"digest": digest(KEY + code)})
    return [KEY + code]


def lacking(cast: Cast, stop: Stop) -> list[Any]:
    """A theme that somebody helps with, and on which AP1 needs an hour that nobody gives."""
    theme = Theme.objects.get(code="marketing")
    expert_of(cast, stop)
    if not Expert.objects.filter(center=stop.center, themes=theme).exists():
        make_expert(stop, WITHOUT_HOURS, themes=[theme.code])
    file = owned(cast, stop)
    if file.participation is None:
        file.participation = person_of(cast, stop)
        file.save(update_fields=["participation"])
    Need.objects.get_or_create(application=file, theme=theme, defaults={"level": 80})
    return [stop.slug, theme.code]


TODAY = timezone.localdate()
RULE = row(WeekRule, weekday=1, first_on=TODAY)
DAY = row(SingleDay, day=TODAY + timedelta(days=9))
AWAY = row(Absence, first_on=TODAY + timedelta(days=15), last_on=TODAY + timedelta(days=16))
DESK = {
    "experts:list": Door(get=center(), at=of_stop()),
    "experts:missing": Door(get=center(), at=of_stop()),
    "experts:asking": Door(get=managers(), post=managers(), at=lacking),
    "experts:new": Door(get=managers(), post=managers("422"), at=of_stop()),
    "experts:charter": Door(get=managers(), post=managers("422"), at=of_stop()),
    "experts:one": Door(get=center(), at=desk),
    "experts:change": Door(get=managers(), post=managers("422"), at=desk),
    "experts:letter": Door(get=center(), at=of_year(desk=True)),
    "experts:beside": Door(post=managers(), at=desk),
    "experts:checking": Door(post=managers(), at=asking),
    "experts:refusal": Door(post=managers(), at=asking),
    "experts:pause": Door(get=managers(), post=managers(), at=desk),
    "experts:return": Door(post=managers(), at=desk),
    "experts:leaving": Door(get=managers(), post=managers(), at=desk),
    "experts:forgetting": Door(post=managers(), at=desk),
    "experts:handing": Door(get=managers(), post=managers("422"), at=case),
}
MINE = {**only(""), **dict.fromkeys(("EX1",), "Y")}
OWN = {
    "hours:mine": Door(get=only("EX1"), at=nowhere),
    "hours:hours": Door(get=only(f"EX1 {CENTER}"), at=own()),
    "hours:charter": Door(get=MINE, post={**MINE, "EX1": "422"}, at=own()),
    "hours:letter": Door(get=only(f"EX2 {CENTER}"), at=of_year(desk=False)),
    "hours:calendar": Door(get=hours(), post=hours("422"), at=own()),
    "hours:calendar-deletion": Door(post=hours(), at=own()),
    "hours:closing": Door(post=hours(), at=hour),
    "hours:opening": Door(post=hours(), at=hour),
    "hours:feed-page": Door(get=signed_in(NM="2"), post=signed_in(NM="2")),
    "hours:feed-deletion": Door(post=signed_in(NM="2")),
    "hours:feed": Door(get=everybody(), at=feed),
    "hours:rules-new": Door(get=hours(), post=hours("422"), at=own()),
    "hours:days-new": Door(get=hours(), post=hours("422"), at=own()),
    "hours:absences-new": Door(get=hours(), post=hours("422"), at=own()),
    "hours:rules-one": Door(get=hours(), post=hours("422"), at=RULE),
    "hours:days-one": Door(get=hours(), post=hours("422"), at=DAY),
    "hours:rules-deletion": Door(post=hours(), at=RULE),
    "hours:days-deletion": Door(post=hours(), at=DAY),
    "hours:absences-deletion": Door(post=hours(), at=AWAY),
}
PUBLIC = {
    "directory:all": Door(get=everybody(), at=of_stop()),
    "directory:joining": Door(get=everybody(), post=everybody("422"), at=of_stop()),
}
DOORS = {"experts": DESK, "hours of experts": OWN, "the directory of experts": PUBLIC}
