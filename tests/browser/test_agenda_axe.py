"""The pages of workshops as people open them: axe, targets and weight, in both directions."""

from datetime import time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from people.models import Participation
from programs.models import Theme
from tests.browser.conftest import Open
from tests.browser.test_every_page import enter, look
from tests.cast import Cast
from tests.workshops.planned import make_participation, make_workshop
from workshops.models import DateOption, Seat, Trainer, Venue, Workshop
from workshops.seats.actions import leave, register
from workshops.seats.links import invitation_url, seat_url

TEXTS = {
    "title_ar": "كيفاش نبيع منتوجاتي على الفيسبوك",
    "title_fr": "Vendre mes produits sur Facebook",
    "title_en": "Selling on Facebook",
    "description_ar": "صفحة جاهزة، ثلاث صور جيدة، وأول إعلان.",
    "description_fr": "Une page prête, trois bonnes photos, une première annonce.",
}


def planned(cast: Cast) -> dict[str, Seat]:
    """A stop with workshops of every kind, and AP1's seats in every state."""
    own = Participation.objects.create(stop=cast.stop, person=cast["AP1"])
    others = [make_participation(cast.stop, n) for n in range(1, 4)]
    now = timezone.now()
    soon = make_workshop(
        cast.stop, at=now + timedelta(minutes=10), capacity=9, link="https://meet.jit.si/x", **TEXTS
    )
    full = on_the_spot(cast)
    kept = make_workshop(cast.stop, at=now + timedelta(days=4), capacity=1, language="fr", **TEXTS)
    free = make_workshop(cast.stop, at=now + timedelta(days=5), capacity=9, **TEXTS)
    make_workshop(cast.stop, at=now - timedelta(days=5), **TEXTS)
    make_workshop(cast.stop, at=now + timedelta(days=6), state="cancelled", **TEXTS)
    vote_on(cast)
    register(full, others[0])
    first = register(kept, others[1])
    waits = {"offered": register(kept, own), "waiting": register(full, own)}
    leave(first)
    two: dict[str, Any] = {
        "count": 2,
        "companion_name": "فاطمة",
        "companion_phone": "+212699030098",
    }
    seats = {"seated": register(soon, own), "two": register(free, own, **two)}
    return {**waits, **seats, "left": leave(register(free, others[2]))}


def on_the_spot(cast: Cast) -> Workshop:
    """One of one seat, in a room, led by somebody."""
    room = Venue.objects.create(
        center=cast.stop.center, name_ar="قاعة 2", name_fr="Salle 2", seats=30, wheelchair=True
    )
    at, theme = timezone.now() + timedelta(days=3), Theme.objects.get(code="marketing")
    place = {"at": at, "capacity": 1, "way": "both", "venue": room, "theme": theme}
    workshop = make_workshop(cast.stop, **place, **TEXTS)
    trainer = Trainer.objects.create(center=cast.stop.center, name_ar="سعاد", name_fr="Souad")
    workshop.trainers.add(trainer)
    return workshop


def vote_on(cast: Cast) -> None:
    """A draft for which two dates are proposed."""
    draft = make_workshop(cast.stop, state="draft", published_at=None, **TEXTS)
    for days in (1, 2):
        day = timezone.localdate() + timedelta(days=days)
        DateOption.objects.create(workshop=draft, starts_on=day, starts_clock=time(10))


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_nothing_is_wrong_with_what_anybody_reads(
    live_cast: Cast, opened: Open, language: str
) -> None:
    seats = planned(live_cast)
    invited = make_participation(live_cast.stop, 9)
    invitation = invitation_url(seats["two"].workshop, invited)
    page = opened(language).new_page()
    pages = [
        *("/fes/", "/fes/workshops/", "/fes/workshops/?theme=marketing", "/fes/workshops/4/"),
        *("/fes/workshops/2/", "/fes/workshops/5/", "/fes/workshops/6/", invitation),
        *(seat_url(seat) for seat in seats.values()),
    ]
    found = {address: look(page, address, public=True) for address in pages}
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_nothing_is_wrong_with_ones_own_pages(
    live_cast: Cast, opened: Open, live_server: object, language: str
) -> None:
    planned(live_cast)
    context = opened(language)
    enter(context, live_cast, "AP1", str(live_server))
    page = context.new_page()
    pages = ["/fes/me/", "/fes/workshops/", "/fes/workshops/2/", "/fes/workshops/7/dates/"]
    found = {address: look(page, address, public=True) for address in pages}
    assert {address: wrong for address, wrong in found.items() if wrong} == {}
