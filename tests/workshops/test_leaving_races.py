"""Somebody leaves the stop while others move and register: nobody waits for each other for ever."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from django.utils import timezone

from people.departures import leave
from people.models import Participation
from tests.applications.test_candidacy_actions import at_once
from tests.cast import gather
from tests.workshops.planned import counts, make_participations, make_workshop
from workshops.models import Seat, Workshop
from workshops.public.moving import move_seat
from workshops.seats.actions import register

if TYPE_CHECKING:
    from programs.models import Stop

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]
RUNS, PEOPLE = 5, 8


def go(person: Participation) -> str:
    """Leave the stop, as a withdrawal does: in one transaction."""
    with transaction.atomic():
        leave(person, by=None)
    return "gone"


def two_dates(stop: Stop) -> tuple[Workshop, Workshop]:
    """Two workshops of a stop; the one that was planned first is held last."""
    at = timezone.now() + timedelta(days=10)
    late, early = [
        make_workshop(stop, at=at - timedelta(days=days), capacity=PEOPLE * RUNS) for days in (0, 3)
    ]
    return late, early


def counted_right() -> bool:
    """Whether each workshop counts who sits there."""
    return all(
        counts(each)[0] == Seat.objects.filter(workshop=each, state="seated").count()
        for each in Workshop.objects.all()
    )


def test_four_leave_while_four_move_to_the_other_date() -> None:
    stop = gather().stop
    late, early = two_dates(stop)
    for run in range(RUNS):
        people = make_participations(stop, PEOPLE, begin=1 + run * PEOPLE)
        seats = [register(late, each) for each in people]
        for each in people[: PEOPLE // 2]:
            register(early, each)

        def one(
            number: int, people: list[Participation] = people, seats: list[Seat] = seats
        ) -> object:
            if number < PEOPLE // 2:
                return go(people[number])
            return move_seat(seats[number], early).state

        outcomes = at_once(one, PEOPLE, threads=PEOPLE)
        assert outcomes == ["gone"] * 4 + ["seated"] * 4
        assert counted_right()


def test_who_registers_while_they_leave_has_no_seat_afterwards() -> None:
    stop = gather().stop
    workshop = make_workshop(stop, capacity=3 * PEOPLE)
    for run in range(RUNS):
        people = make_participations(stop, PEOPLE // 2, begin=1 + run * PEOPLE)

        def one(number: int, people: list[Participation] = people) -> object:
            person = people[number // 2]
            return register(workshop, person).state if number % 2 else go(person)

        outcomes = at_once(one, PEOPLE, threads=PEOPLE)
        assert set(outcomes) <= {"gone", "seated", "moved"}
        assert (Seat.objects.count(), counts(workshop)[0]) == (0, 0)
