"""What the database itself refuses: an hour of an expert, or of a person, twice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from coaching.models import BLOCKING, Booking, Slot
from people.busy import when_busy
from tests.coaching.arranged import make_booking, make_expert, make_slot, make_slots
from tests.workshops.planned import make_participation

if TYPE_CHECKING:
    from tests.cast import Cast


def test_two_slots_of_an_expert_never_overlap(cast: Cast) -> None:
    slot = make_slot(make_expert(cast.stop), cast.stop)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_slot(slot.expert, cast.stop, at=slot.starts_at + timedelta(minutes=24))
    make_slot(slot.expert, cast.stop, at=slot.ends_at)
    assert Slot.objects.count() == 2


@pytest.mark.parametrize("state", BLOCKING)
def test_a_person_has_one_session_at_an_hour(cast: Cast, state: str) -> None:
    one, two = (make_slot(make_expert(cast.stop, n), cast.stop) for n in (1, 2))
    person = make_participation(cast.stop, 1)
    until = timezone.now() + timedelta(hours=1)
    make_booking(one, person, state=state, offered_until=until)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_booking(two, person)
    assert Booking.objects.count() == 1


def test_a_cancelled_session_does_not_come_back_over_another(cast: Cast) -> None:
    slot = make_slot(make_expert(cast.stop), cast.stop)
    was = make_booking(slot, make_participation(cast.stop, 1), state="cancelled")
    Slot.objects.filter(pk=slot.pk).update(taken=0)
    slot.refresh_from_db()
    make_booking(slot, make_participation(cast.stop, 2))
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.filter(pk=was.pk).update(state="booked")
    assert Booking.objects.blocking().count() == 1


def test_a_table_takes_several_and_no_more(cast: Cast) -> None:
    expert = make_expert(cast.stop)
    slot = make_slot(expert, cast.stop, seats=2, theme=expert.themes.get())
    for n in (1, 2):
        slot.refresh_from_db()
        make_booking(slot, make_participation(cast.stop, n))
    slot.refresh_from_db()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_booking(slot, make_participation(cast.stop, 3))
    assert Booking.objects.count() == 2


def test_sessions_keep_their_person_and_their_expert_busy(cast: Cast) -> None:
    first, second = make_slots(make_expert(cast.stop), cast.stop, 2)
    person = make_participation(cast.stop, 1)
    booking = make_booking(first, person)
    asked = [person.person_id, first.expert.user_id, cast["AP1"].pk]
    found = when_busy([each for each in asked if each], first.starts_at, second.ends_at)
    assert sorted((each.person, each.about) for each in found) == sorted(
        (each, f"session {booking.pk}") for each in asked[:2]
    )
