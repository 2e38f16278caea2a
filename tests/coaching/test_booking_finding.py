"""Which slots somebody may have, in which order, and what the search costs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.db.models.sql.compiler import SQLCompiler
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coaching.booking.actions import ask
from coaching.booking.finding import Wish, free_slots, others
from coaching.models import Expert, Slot
from programs.models import Province, Theme
from tests.coaching.arranged import (
    TOMORROW,
    in_a_morning,
    make_booking,
    make_expert,
    make_slot,
    make_slots,
)
from tests.workshops.planned import make_participation, make_workshop
from workshops.seats.actions import register

if TYPE_CHECKING:
    from tests.cast import Cast


def digital() -> Theme:
    """The theme on which the experts of these tests help."""
    return Theme.objects.get(code="digital")


def test_free_slots_come_the_soonest_first(cast: Cast) -> None:
    one, two = make_expert(cast.stop, 1), make_expert(cast.stop, 2)
    late = make_slot(one, cast.stop, at=timezone.now() + 3 * TOMORROW)
    soon = make_slot(two, cast.stop)
    assert free_slots(Wish(cast.stop, digital())) == [soon, late]


def test_whom_one_met_last_comes_first_then_whom_one_wishes_for(cast: Cast) -> None:
    now, person = timezone.now(), make_participation(cast.stop, 1)
    experts = [make_expert(cast.stop, n) for n in range(4)]
    slots = [
        make_slot(each, cast.stop, at=now + timedelta(days=2, hours=n))
        for n, each in enumerate(experts)
    ]
    make_booking(make_slot(experts[3], cast.stop, at=now - TOMORROW), person, state="held")
    wish = Wish(cast.stop, digital(), experts=[experts[2].pk, experts[1].pk], participation=person)
    assert free_slots(wish) == [slots[3], slots[2], slots[1], slots[0]]


@pytest.mark.parametrize(
    "expert",
    [
        {"state": Expert.State.PAUSED},
        {"themes": ["financing"]},
        {"languages": ["fr"]},
        {"gender": Expert.Gender.MAN},
        {"notice": 60},
        {"horizon": 1},
    ],
)
def test_an_expert_who_does_not_fit_is_left_out(cast: Cast, expert: dict[str, Any]) -> None:
    fits = make_slot(make_expert(cast.stop, 1, gender=Expert.Gender.WOMAN), cast.stop)
    make_slot(make_expert(cast.stop, 2, **{"gender": Expert.Gender.WOMAN, **expert}), cast.stop)
    found = free_slots(Wish(cast.stop, digital(), woman=True, language="ar"))
    assert found == [fits]


@pytest.mark.parametrize(
    "slot",
    [
        {"modes": ["center"]},
        {"state": Slot.State.CLOSED, "why": Slot.Why.HAND},
        {"taken": 1},
        {"at": -timedelta(hours=1)},
        {"at": timedelta(days=9)},
    ],
)
def test_a_slot_that_does_not_fit_is_left_out(cast: Cast, slot: dict[str, Any]) -> None:
    at = timezone.now() + slot.pop("at", timedelta(days=2))
    make_slot(make_expert(cast.stop, 1), cast.stop, at=at, **slot)
    fits = make_slot(make_expert(cast.stop, 2), cast.stop)
    last = timezone.localdate() + timedelta(days=5)
    assert free_slots(Wish(cast.stop, digital(), modes=["phone"], last=last)) == [fits]


def test_a_table_is_for_its_theme_alone(cast: Cast) -> None:
    financing = Theme.objects.get(code="financing")
    expert = make_expert(cast.stop, themes=["digital", "financing"])
    table = make_slot(expert, cast.stop, seats=4, theme=financing)
    assert free_slots(Wish(cast.stop, digital())) == []
    assert free_slots(Wish(cast.stop, financing)) == [table]


def test_who_comes_to_some_provinces_is_left_out_in_others(cast: Cast) -> None:
    here, there = Province.objects.order_by("pk")[:2]
    anywhere = make_slot(make_expert(cast.stop, 1), cast.stop)
    bound = make_expert(cast.stop, 2)
    bound.provinces.add(there)
    make_slot(bound, cast.stop)
    assert free_slots(Wish(cast.stop, digital(), province=here)) == [anywhere]


@pytest.mark.parametrize("most", ["per_day", "per_week"])
def test_a_day_or_a_week_that_is_full_for_an_expert_is_left_out(cast: Cast, most: str) -> None:
    limits: dict[str, Any] = {most: 1}
    expert = make_expert(cast.stop, **limits)
    one, _two = make_slots(expert, cast.stop, 2, at=in_a_morning())
    later = make_slot(expert, cast.stop, at=timezone.now() + timedelta(days=10))
    make_booking(one, make_participation(cast.stop, 1))
    assert free_slots(Wish(cast.stop, digital())) == [later]


def test_a_table_where_somebody_sits_has_room_though_its_day_is_full(cast: Cast) -> None:
    expert = make_expert(cast.stop, per_day=1)
    table = make_slot(expert, cast.stop, seats=3, theme=digital())
    make_booking(table, make_participation(cast.stop, 1))
    assert free_slots(Wish(cast.stop, digital())) == [table]


def test_the_hours_of_ones_own_sessions_and_seats_are_left_out(cast: Cast) -> None:
    person = make_participation(cast.stop, 1)
    first, second, third = make_slots(make_expert(cast.stop, 1), cast.stop, 3)
    make_booking(make_slot(make_expert(cast.stop, 2), cast.stop, at=first.starts_at), person)
    register(make_workshop(cast.stop, at=third.starts_at, minutes=20), person)
    assert free_slots(Wish(cast.stop, digital(), participation=person)) == [second]


def test_who_moves_a_session_may_have_its_hour_with_somebody_else(cast: Cast) -> None:
    person = make_participation(cast.stop, 1)
    own = make_booking(make_slot(make_expert(cast.stop, 1), cast.stop), person)
    other = make_slot(make_expert(cast.stop, 2), cast.stop)
    assert free_slots(Wish(cast.stop, digital(), participation=person)) == []
    assert free_slots(Wish(cast.stop, digital(), participation=person, instead=own)) == [other]


def test_the_search_is_one_statement_however_many_experts_there_are(cast: Cast) -> None:
    for n in range(3):
        make_slots(make_expert(cast.stop, n), cast.stop, 2)
    wish = Wish(cast.stop, digital(), modes=["phone"], language="ar", experts=[1])
    with CaptureQueriesContext(connection) as statements:
        names = [slot.expert.name for slot in free_slots(wish)]
    assert (len(statements), len(names)) == (1, 6)


def test_slots_of_experts_without_room_hide_none_that_come_later(cast: Cast) -> None:
    full, free = make_expert(cast.stop, 1, per_day=1), make_expert(cast.stop, 2)
    nine = timezone.localtime().replace(hour=9, minute=0) + 2 * TOMORROW
    one, *_rest = make_slots(full, cast.stop, 4, at=nine)  # all on one day, at any hour of ours
    make_booking(one, make_participation(cast.stop, 1))
    later = make_slot(free, cast.stop, at=timezone.now() + 3 * TOMORROW)
    assert free_slots(Wish(cast.stop, digital()), limit=1) == [later]


def test_a_refusal_finds_its_three_hours_by_statements_that_are_composed_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    expert, person = make_expert(cast.stop, 1), make_participation(cast.stop, 1)
    taken, *same = make_slots(expert, cast.stop, 3)
    make_slots(make_expert(cast.stop, 2), cast.stop, 3)
    register(make_workshop(cast.stop, at=same[0].starts_at, minutes=20), person)
    make_booking(taken, make_participation(cast.stop, 2))
    theme = digital()
    first = others(taken, person, theme)
    composed: list[object] = []
    compose = SQLCompiler.as_sql

    def seen(compiler: SQLCompiler, *args: Any, **more: Any) -> Any:
        composed.append(compiler)
        return compose(compiler, *args, **more)

    monkeypatch.setattr(SQLCompiler, "as_sql", seen)
    with CaptureQueriesContext(connection) as statements:
        again = others(taken, person, theme)
        names = [slot.expert.name for slot in again]
    assert (first == again, composed, len(statements)) == (True, [], 3)
    assert (again[0], names) == (same[1], ["Expert 1", "Expert 2", "Expert 2"])


def test_where_experts_near_have_no_room_a_refusal_looks_further(cast: Cast) -> None:
    full, free = make_expert(cast.stop, 1, per_day=1), make_expert(cast.stop, 2)
    taken, *_rest = make_slots(full, cast.stop, 26, at=in_a_morning())
    make_booking(taken, make_participation(cast.stop, 2))
    later = make_slot(free, cast.stop, at=timezone.now() + 4 * TOMORROW)
    assert later in others(taken, make_participation(cast.stop, 1), digital())


def test_who_lost_the_hour_of_a_woman_and_wishes_for_one_is_shown_no_man(cast: Cast) -> None:
    woman = make_expert(cast.stop, 1, gender=Expert.Gender.WOMAN)
    taken, same = make_slots(woman, cast.stop, 2)
    make_slot(make_expert(cast.stop, 2), cast.stop)
    make_booking(taken, make_participation(cast.stop, 2))
    person = make_participation(cast.stop, 1)
    assert len(others(taken, person, digital())) == 2
    ask(person, Theme.objects.get(code="financing"), woman=True)
    assert others(taken, person, digital()) == [same]
