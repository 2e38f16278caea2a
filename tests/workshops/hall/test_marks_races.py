"""Marks, clicks and leaving at once: a key counts once, whoever left was not there."""

from __future__ import annotations

import time
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.applications.test_candidacy_actions import at_once
from tests.cast import gather
from tests.crew import together
from tests.workshops.hall.test_attendance import known, seated, tap
from tests.workshops.planned import make_participation, make_workshop
from workshops.hall.arrivals import arrive, mark
from workshops.hall.meetings import meeting_of
from workshops.models import Arrival, Mark, Seat, Workshop
from workshops.seats.actions import leave, register

SENDERS, ROUNDS, RUNS = 12, 3, 20


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_repeated", range(ROUNDS))
def test_twelve_sendings_of_the_same_mark_at_once_count_once(_repeated: int) -> None:
    cast = gather()
    workshop = make_workshop(cast.stop)
    seat, key, walk_in = seated(workshop, 1), uuid4(), uuid4()

    def send(number: int) -> int:
        taps = [tap(f"s{seat.pk}", key=key), tap(f"w{walk_in}", name="Brahim")]
        return mark(workshop, taps[: 1 + number % 2], by=cast["RS1"], how="door")

    new = sum(together([partial(send, number) for number in range(SENDERS)]))
    assert (new, Mark.objects.filter(key=key).count()) == (1 + SENDERS // 2, 1)
    assert known(workshop) == [("present", "door"), ("present", "door")]


@pytest.mark.django_db(transaction=True)
def test_who_comes_in_and_leaves_at_once_before_the_hour_was_not_there() -> None:
    stop = gather().stop
    for number in range(RUNS):
        workshop = make_workshop(stop, at=timezone.now() + timedelta(minutes=10))
        meeting_of(workshop)
        seat = register(workshop, make_participation(stop, number))

        def act(turn: int, seat: Seat = seat, late: float = number / 500) -> object:
            if not turn:
                return leave(seat)
            time.sleep(late)  # somewhere while the seat is given back, or just after
            return arrive(seat)

        at_once(act, 2, threads=2)
        assert (Seat.objects.get(pk=seat.pk).state, Arrival.objects.count()) == ("left", 0)
        Workshop.objects.filter(pk=workshop.pk).update(state="cancelled")


@pytest.mark.django_db(transaction=True)
def test_a_click_and_an_absence_of_a_minute_ago_at_once_are_a_presence() -> None:
    cast = gather()
    workshop = make_workshop(cast.stop)
    for number in range(RUNS):
        seat = seated(workshop, number + 1)
        late = tap(f"s{seat.pk}", "absent", ago=timedelta(minutes=1))

        def act(turn: int, seat: Seat = seat, late: object = late) -> object:
            if turn:
                return arrive(seat)
            return mark(workshop, [late], by=cast["RS1"], how="sheet")  # type: ignore[list-item]

        at_once(act, 2, threads=2)
        assert Arrival.objects.get(seat=seat).state == "present"
