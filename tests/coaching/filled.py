"""A stop with experts, hours, sessions in every state and requests, as its pages show them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone

from coaching.booking.links import session_url
from coaching.models import Booking, Request
from people.models import Participation
from programs.models import Theme
from tests.coaching.arranged import make_booking, make_expert, make_slot, make_slots
from tests.workshops.planned import make_participation

if TYPE_CHECKING:
    from programs.models import Stop
    from tests.cast import Cast

WOMAN = {"name_ar": "أمينة العلالي", "name_fr": "Amina El Alali", "gender": "woman"}
MAN = {"name_ar": "رشيد التازي", "name_fr": "Rachid Tazi", "gender": "man"}
LINES = {"headline_ar": "خبيرة في التمويل", "headline_fr": "Experte en financement"}


def fill(cast: Cast) -> dict[str, Booking]:
    """Sessions of AP1 and of others by what became of them; hours that are free."""
    stop, now = cast.stop, timezone.now()
    own = Participation.objects.create(stop=stop, person=cast["AP1"])
    others = [make_participation(stop, n) for n in range(1, 6)]
    woman = make_expert(stop, 1, themes=["digital", "financing"], **WOMAN, **LINES)
    man = make_expert(stop, 2, themes=["digital"], **MAN)
    make_slots(woman, stop, 6, at=now + timedelta(days=3))
    make_slots(man, stop, 6, at=now + timedelta(days=4), place="Salle 2")
    soon = make_slot(woman, stop, at=now + timedelta(minutes=10))
    later, given, past, near = (
        make_slot(man, stop, at=now + timedelta(days=days)) for days in (6, 7, -3, 8)
    )
    offer: dict[str, Any] = {"state": "offered", "offered_until": now + timedelta(days=1)}
    made = {
        "soon": make_booking(soon, own, mode="video"),
        "booked": make_booking(later, own),
        "offered": make_booking(near, own, **offer),
        "cancelled": make_booking(given, others[0], state="cancelled"),
        "held": make_booking(past, own, state="held"),
    }
    digital = Theme.objects.get(code="digital")
    for person, days in zip(others, (2, 10, 25, 50, 1), strict=True):
        at = now - timedelta(days=days)
        Request.objects.create(participation=person, theme=digital, at=at, experts=[woman.pk])
    return made


def public_pages(stop: Stop, made: dict[str, Booking]) -> list[str]:
    """What a participant opens."""
    find = reverse("sessions:find", args=[stop.slug])
    slot = stop.slots.filter(taken=0).order_by("starts_at", "pk")[1]
    taken = reverse("sessions:slot", args=[stop.slug, made["booked"].slot_id])
    return [
        *(find, f"{find}?theme=digital", f"{find}?theme=digital&woman=1", f"{find}?theme=idea"),
        reverse("sessions:slot", args=[stop.slug, slot.pk]) + "?theme=digital",
        f"{taken}?theme=digital",
        *(session_url(each) for each in made.values()),
        f"{session_url(made['booked'])}moving/",
    ]


def desk_pages(stop: Stop, made: dict[str, Booking]) -> dict[str, str]:
    """What a team opens."""
    booked, asked = made["booked"], Request.objects.order_by("at")[0]
    person, slot = asked.participation, stop.slots.filter(taken=0).order_by("starts_at")[0]
    day = timezone.localdate(booked.starts_at)
    hour = reverse("coaching:slot", args=[stop.slug, person.pk, slot.pk])
    return {
        "list": f"{reverse('coaching:list', args=[stop.slug])}?on={day}",
        "rules": reverse("coaching:rules", args=[stop.slug]),
        "session": reverse("coaching:session", args=[stop.slug, booked.pk]),
        "hours": reverse("coaching:hours", args=[stop.slug, booked.pk]),
        "callers": reverse("coaching:callers", args=[stop.slug]),
        "caller": reverse("coaching:caller", args=[stop.slug, person.pk]) + "?theme=digital",
        "slot": f"{hour}?theme=digital",
        "requests": reverse("coaching:requests", args=[stop.slug]),
        "offers": reverse("coaching:offers", args=[stop.slug, asked.pk]),
        "day": f"{reverse('coaching:day', args=[stop.slug])}"
        f"?expert={booked.expert_id}&first_on={day}",
    }
