"""Each wall of a booking taken away: what it keeps goes wrong then, or nothing shows that it does.

The same cases as SAFETY names them, in one thread; crowds stand in `test_booking_races`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q, Value

from coaching.booking import actions, moving
from coaching.booking.actions import book, cancel
from coaching.models import BLOCKING, Booking, Slot
from core.ranges import Only, Span
from tests.coaching.arranged import in_a_morning, make_booking, make_expert, make_slot
from tests.coaching.test_booking_races import overlaps
from tests.workshops.planned import make_participation, make_participations

if TYPE_CHECKING:
    from collections.abc import Callable

    from people.models import Participation
    from tests.cast import Cast

PERSON, EXPERT = "no_person_twice", "no_expert_twice"
TOUCHING = ExclusionConstraint(
    name="nobody_at_two_hours_that_touch",
    expressions=[
        (Only(F("person"), F("person"), Value("[]")), RangeOperators.EQUAL),
        (Span(F("starts_at"), F("ends_at"), Value("[]")), RangeOperators.OVERLAPS),
    ],
    condition=Q(state__in=BLOCKING),
)


def take_away(*names: str) -> None:
    """Let the database refuse these no more; the end of the test brings them back."""
    with connection.schema_editor() as editor:
        for each in Booking._meta.constraints:  # noqa: SLF001  Django's API
            if each.name in names:
                editor.remove_constraint(Booking, each)


def outcome(slot: Slot, person: Participation, **more: Any) -> str:
    """The state of what a booking made, or why there is none."""
    try:
        return str(book(slot, person, theme=slot.expert.themes.get(), mode="phone", **more).state)
    except ValidationError as refused:
        return str(refused.code)


def staggered(cast: Cast, *, minutes: int) -> list[str]:
    """One person at two experts, whose hours begin so many minutes apart."""
    first, second = (
        make_slot(
            make_expert(cast.stop, n), cast.stop, at=in_a_morning() + n * timedelta(minutes=minutes)
        )
        for n in range(2)
    )
    person = make_participation(cast.stop, 1)
    return [outcome(each, person) for each in (first, second)]


@pytest.mark.parametrize(
    ("looks", "constraint", "found"),
    [
        (True, True, (["booked", "clash"], 0)),
        (False, True, (["booked", "taken"], 0)),
        (False, False, (["booked", "booked"], 1)),
    ],
)
def test_hours_that_overlap_are_both_booked_only_without_both_walls(
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    looks: bool,  # noqa: FBT001
    constraint: bool,  # noqa: FBT001
    found: tuple[list[str], int],
) -> None:
    if not constraint:
        take_away(PERSON)
    if not looks:
        monkeypatch.setattr(actions, "refuse_when_busy", lambda *_: None)
    assert (staggered(cast, minutes=15), overlaps()) == found


@pytest.mark.parametrize(("touching", "found"), [(False, "booked"), (True, "taken")])
def test_hours_that_touch_are_both_booked_because_an_end_is_free_again(
    cast: Cast,
    touching: bool,  # noqa: FBT001
    found: str,
) -> None:
    if touching:
        with connection.schema_editor() as editor:
            editor.add_constraint(Booking, TOUCHING)
    assert staggered(cast, minutes=25) == ["booked", found]


@pytest.mark.parametrize(("constraint", "found"), [(True, 1), (False, 2)])
def test_what_was_cancelled_comes_back_over_another_only_without_the_constraint(
    cast: Cast,
    constraint: bool,  # noqa: FBT001
    found: int,
) -> None:
    if not constraint:
        take_away(EXPERT)
    slot = make_slot(make_expert(cast.stop), cast.stop)
    one, two = make_participations(cast.stop, 2)
    was = make_booking(slot, one, state="cancelled")
    make_booking(slot, two)
    try:
        with transaction.atomic():
            Booking.objects.filter(pk=was.pk).update(state="booked")
    except IntegrityError:
        assert constraint
    assert Booking.objects.blocking().count() == found


def takes_only(count: Callable[..., int]) -> Callable[..., int]:
    """What a slot counts, if nothing ever came back to it."""
    return lambda at, change: count(at, max(0, change))


@pytest.mark.parametrize(("counts", "found"), [(True, "booked"), (False, "taken")])
def test_a_slot_that_was_given_back_is_free_because_it_counts_down(
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    counts: bool,  # noqa: FBT001
    found: str,
) -> None:
    if not counts:
        monkeypatch.setattr(moving, "_count", takes_only(moving._count))  # noqa: SLF001
    slot = make_slot(make_expert(cast.stop), cast.stop)
    one, two = make_participations(cast.stop, 2)
    cancel(book(slot, one, theme=slot.expert.themes.get(), mode="phone"))
    assert outcome(slot, two) == found


@pytest.mark.parametrize(("known", "found"), [(True, "booked"), (False, "taken")])
def test_a_form_sent_twice_gives_the_same_session_because_its_key_is_known(
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    known: bool,  # noqa: FBT001
    found: str,
) -> None:
    if not known:
        for name in ("look_first", "of_form"):
            monkeypatch.setattr(actions, name, lambda *_: None)
    slot, key = make_slot(make_expert(cast.stop), cast.stop), uuid4()
    person = make_participation(cast.stop, 1)
    assert [outcome(slot, person, key=key) for _turn in range(2)] == ["booked", found]
    assert Booking.objects.count() == 1
