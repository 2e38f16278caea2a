"""Several who press at once: one expert asks, one plan is made; the hours wait for who books."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from coaching.booking.actions import book, cancel, move
from coaching.hours import handing, lives
from coaching.matching import actions
from coaching.models import Booking, Expert, MatchPlan, Slot
from core import locks
from messaging.models import Message
from programs.models import Center, Theme
from tests.applications.test_candidacy_actions import at_once
from tests.cast import Cast, gather
from tests.coaching.arranged import make_booking, make_expert, make_slots
from tests.workshops.planned import make_participations

TIMES = 20
pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]


def _ask(center: Center, values: dict[str, Any], _number: int) -> int:
    return lives.ask(center, values).pk


def _want(cast: Cast, first: date, last: date, _number: int) -> int:
    return actions.want(cast.stop, first=first, last=last, by=cast["RS1"]).pk


def test_who_asks_to_help_four_times_at_once_is_one_expert() -> None:
    center, known = gather().stop.center, Expert.objects.count()
    theme = Theme.objects.get(code="digital")
    asked = {
        **{f"name_{code}": "Salma" for code in ("ar", "fr", "en")},
        "phone": "+212699000001",
        "themes": {theme: None},
        "provinces": [],
        "languages": ["ar"],
        "modes": ["phone"],
    }
    for n in range(TIMES):
        values = {**asked, "email": f"salma{n}@example.org"}
        at_once(partial(_ask, center, values), 4)
    letters = Message.objects.filter(event="expert_asked")
    assert (Expert.objects.count() - known, letters.count()) == (TIMES, TIMES)


def test_an_expert_leaves_while_people_book_move_and_give_back_their_hours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nobody is left with them, no hour is given twice, and nobody waits in circles."""
    monkeypatch.setattr(locks, "PATIENCE", "60s")  # a slow machine is no reason
    cast = gather()
    going, coming = make_expert(cast.stop), make_expert(cast.stop, 2)
    theme = Theme.objects.get(code="digital")
    people = make_participations(cast.stop, 16)
    hours = make_slots(going, cast.stop, 16)
    others = make_slots(coming, cast.stop, 16, at=timezone.now() + timedelta(days=4))
    held = [make_booking(slot, people[n]) for n, slot in enumerate(hours[:12])]

    def act(number: int) -> str:
        if number == 6:
            handing.leave(going, by=cast["RS1"])
            return "left"
        if number >= 12:
            return book(hours[number], people[number], theme=theme, mode="phone").state
        if number % 2:
            return cancel(held[number]).state
        return move(held[number], others[number]).state

    told = at_once(act, 16)
    assert told[6] == "left"
    assert {*told} <= {"left", "booked", "cancelled", "taken", "moved"}
    going.refresh_from_db()
    left = Booking.objects.filter(expert=going, state__in=Booking.TAKING)
    assert (going.state, left.count()) == ("left", 0)
    having = Counter(
        Booking.objects.filter(state__in=Booking.TAKING).values_list("slot", flat=True)
    )
    assert {slot.pk: slot.taken for slot in Slot.objects.all() if slot.taken} == dict(having)


def test_a_plan_that_is_asked_for_four_times_at_once_is_one() -> None:
    cast = gather()
    today = timezone.localdate()
    for n in range(TIMES):
        last = today + timedelta(days=n)
        made = at_once(
            partial(_want, cast, today, last),
            4,
        )
        assert len(set(made)) == 1
    assert MatchPlan.objects.count() == TIMES
