"""Nobody is kept at two places at once, in whichever room: a seat gives way to a session."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.coaching.arranged import make_booking, make_expert, make_slot
from tests.workshops.planned import make_participation, make_workshop
from tests.workshops.test_seats import refusal
from workshops.models import Seat, Trainer, Workshop
from workshops.planning.actions import move
from workshops.seats.actions import accept, register, swap
from workshops.seats.by_staff import put_back

if TYPE_CHECKING:
    from people.models import Participation
    from tests.cast import Cast


def with_a_session(cast: Cast, workshop: Workshop, n: int = 1) -> Participation:
    """Somebody who has a session while this workshop is held."""
    person = make_participation(cast.stop, n)
    make_booking(make_slot(make_expert(cast.stop, n), cast.stop, at=workshop.starts_at), person)
    return person


def test_who_has_a_session_then_gets_no_seat(cast: Cast) -> None:
    workshop = make_workshop(cast.stop)
    assert refusal(register, workshop, with_a_session(cast, workshop)) == "busy"
    assert Seat.objects.count() == 0


@pytest.mark.parametrize("take", [accept, swap])
def test_an_offered_seat_is_not_taken_by_who_has_a_session_then(cast: Cast, take: object) -> None:
    workshop = make_workshop(cast.stop)
    seat = register(workshop, make_participation(cast.stop, 9))
    until = timezone.now() + timedelta(hours=1)
    Seat.objects.update(state="offered", offered_until=until)
    slot = make_slot(make_expert(cast.stop, 1), cast.stop, at=workshop.starts_at)
    make_booking(slot, seat.participation)
    assert callable(take)
    assert refusal(take, seat) == "busy"


def test_who_was_taken_out_and_has_a_session_since_is_not_put_back(cast: Cast) -> None:
    workshop = make_workshop(cast.stop)
    person = with_a_session(cast, workshop)
    seat = Seat.objects.create(
        workshop=workshop, participation=person, state="left", position=1, version=2
    )
    seat.moves.create(origin="seated", target="left", reason="taken_out", by=cast["RS1"])
    assert refusal(put_back, seat, by=cast["RS1"]) == "busy"


def test_a_trainer_who_has_a_session_then_leads_nothing(cast: Cast) -> None:
    workshop = make_workshop(cast.stop)
    expert = make_expert(cast.stop)
    trainer = Trainer.objects.create(center=cast.stop.center, name="Amina", user=expert.user)
    workshop.trainers.add(trainer)
    later = workshop.starts_at + timedelta(days=1)
    make_booking(make_slot(expert, cast.stop, at=later), make_participation(cast.stop, 1))
    local = timezone.localtime(later)
    hours: Any = {"starts_on": local.date(), "starts_clock": local.time(), "minutes": 60}
    with pytest.raises(ValidationError) as refused:
        move(workshop, by=cast["RS1"], **hours)
    assert [*refused.value.message_dict] == ["trainers"]
    workshop.refresh_from_db()
    assert workshop.starts_at < later
