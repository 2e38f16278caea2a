"""Experts, slots and sessions, for the tests of coaching."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from coaching.models import Booking, Expert, ExpertTheme, Slot
from people.models import Membership, User
from programs.models import Theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from people.models import Participation
    from programs.models import Stop

TOMORROW = timedelta(days=1)


def make_expert(
    stop: Stop, n: int = 1, *, themes: Sequence[str] = ("digital",), **values: Any
) -> Expert:
    """Expert `n` of the center of a stop, who helps with these themes."""
    if "user" not in values:
        own = {"name": f"Expert {n}", "phone": f"+2126990310{n:02}", "language": "fr"}
        values["user"] = User.objects.create_user(**own)
        role = Membership.Role.EXPERT
        Membership.objects.create(user=values["user"], role=role, center=stop.center)
    names = {f"name_{code}": f"Expert {n}" for code in ("ar", "fr", "en")}
    state = {"state": Expert.State.ACTIVE, "horizon": 60}
    expert = Expert.objects.create(center=stop.center, **{**names, **state, **values})
    ExpertTheme.objects.bulk_create(
        ExpertTheme(expert=expert, theme=Theme.objects.get(code=code)) for code in themes
    )
    return expert


def in_a_morning() -> datetime:
    """The morning of the day after tomorrow: what begins then is of one day, at whatever hour."""
    return timezone.localtime(timezone.now() + 2 * TOMORROW).replace(hour=8)


def make_slot(expert: Expert, stop: Stop, **values: Any) -> Slot:
    """A slot of 25 minutes, two days from now; `at` is its first moment."""
    at: datetime = values.pop("at", timezone.now() + 2 * TOMORROW)
    start = timezone.localtime(at).replace(second=0, microsecond=0)
    planned = {"on": start.date(), "clock": start.time(), "minutes": 25}
    return Slot.objects.create(expert=expert, stop=stop, **{**planned, **values})


def make_slots(expert: Expert, stop: Stop, many: int, **values: Any) -> list[Slot]:
    """So many slots, one after the other, with a pause of five minutes."""
    first: datetime = values.pop("at", timezone.now() + 2 * TOMORROW)
    return [
        make_slot(expert, stop, at=first + timedelta(minutes=30 * n), **values) for n in range(many)
    ]


def make_booking(slot: Slot, participation: Participation, **values: Any) -> Booking:
    """A session that is booked, as the row alone: without letters, log or lock."""
    planned = {
        "theme": slot.theme or slot.expert.themes.first(),
        "mode": "phone",
        "phone": participation.person.phone,
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
        "is_alone": slot.seats == 1,
    }
    Slot.objects.filter(pk=slot.pk).update(taken=slot.taken + 1)
    return Booking.objects.create(
        slot=slot,
        stop=slot.stop,
        expert=slot.expert,
        participation=participation,
        person=participation.person,
        **{**planned, **values},
    )
