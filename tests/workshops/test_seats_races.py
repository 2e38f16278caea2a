"""Many at once, each with a connection of their own: no seat twice, nobody lost, in order."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError

from messaging.models import Message
from tests.applications.test_candidacy_actions import at_once
from tests.cast import gather
from tests.workshops.planned import counts, make_participations, make_workshop
from workshops.clock import pass_seats_on
from workshops.models import Seat, SeatMove, Series, Workshop
from workshops.seats import locking
from workshops.seats.actions import change_capacity, leave, promote, register

if TYPE_CHECKING:
    from collections.abc import Callable

    from programs.models import Stop


def crowd(stop: Stop, workshop: Workshop, many: int) -> list[Seat]:
    """So many people who register at once; their seats in the order of entry."""
    people = make_participations(stop, many)
    at_once(lambda number: register(workshop, people[number]).pk, many)
    return list(Seat.objects.select_related("participation").order_by("position"))


def by_state(state: str) -> list[int]:
    """The positions of the seats in this state, in order."""
    return list(
        Seat.objects.filter(state=state).order_by("position").values_list("position", flat=True)
    )


def promoted() -> list[int]:
    """The positions of those to whom a seat was offered, in order of time."""
    offers = SeatMove.objects.filter(target="offered").order_by("pk")
    return list(offers.values_list("seat__position", flat=True))


@pytest.mark.django_db(transaction=True)
def test_sixty_register_at_once_and_as_many_sit_as_there_are_seats() -> None:
    stop = gather().stop
    workshop = make_workshop(stop, capacity=20, queue_size=30)
    crowd(stop, workshop, 60)
    assert (by_state("seated"), by_state("waiting")) == ([*range(1, 21)], [*range(21, 51)])
    assert counts(workshop) == (20, 30, 20)


@pytest.mark.django_db(transaction=True)
def test_ten_leave_while_thirty_register_and_no_seat_is_idle_while_somebody_waits() -> None:
    stop = gather().stop
    workshop = make_workshop(stop, capacity=10)
    seats = crowd(stop, workshop, 20)  # whoever leaves first, somebody waits
    people = make_participations(stop, 40)

    def one(number: int) -> object:
        return leave(seats[number // 4]) if number % 4 == 0 else register(workshop, people[number])

    at_once(one, 40)
    assert (len(by_state("seated")), len(by_state("offered"))) == (0, 10)
    assert (counts(workshop)[0], promoted()) == (10, [*range(11, 21)])


@pytest.mark.django_db(transaction=True)
def test_a_leaving_the_clock_and_staff_promote_each_freed_seat_once() -> None:
    cast = gather()
    workshop = make_workshop(cast.stop, capacity=8)
    seats = crowd(cast.stop, workshop, 24)
    promoters: list[Callable[[], object]] = [
        pass_seats_on,
        lambda: promote(workshop),
        lambda: change_capacity(workshop, 8, by=cast["RS1"]),
    ]

    def one(number: int) -> object:
        return leave(seats[number // 4]) if number % 4 == 0 else promoters[number % 4 - 1]()

    at_once(one, 32, threads=8)
    assert (promoted(), counts(workshop)) == ([*range(9, 17)], (8, 8, 8))
    assert Message.objects.filter(event="seat_offered").count() == 8


@pytest.mark.django_db(transaction=True)
def test_one_person_who_taps_twenty_times_has_one_seat_and_one_letter() -> None:
    stop = gather().stop
    workshop = make_workshop(stop)
    [person] = make_participations(stop, 1)
    seats = at_once(lambda _number: register(workshop, person).pk, 20)
    assert (len(set(seats)), counts(workshop)) == (1, (1, 0, 2))
    assert Message.objects.filter(event="seat_registered").count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_person_in_two_workshops_of_a_series_at_once_has_one_seat() -> None:
    stop = gather().stop
    series = Series.objects.create(stop=stop, title_ar="سلسلة", title_fr="Cycle")
    both = [make_workshop(stop, series=series, minutes=30 * turn) for turn in (1, 2)]
    people = make_participations(stop, 10)

    def one(number: int) -> object:
        return register(both[number % 2], people[number // 2]).state

    outcomes = at_once(one, 20, threads=8)
    assert outcomes.count("series") == 10
    assert Seat.objects.values("participation").distinct().count() == 10


def unlocked(pk: int) -> Workshop:
    """The row of the workshop, held by nobody; slowly, so that others come between."""
    row = Workshop.objects.select_related("stop__center__region", "series").get(pk=pk)
    time.sleep(0.02)
    return row


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_same_load_goes_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    stop = gather().stop
    workshop = make_workshop(stop, capacity=10)
    people = make_participations(stop, 30)
    monkeypatch.setattr(locking, "locked", unlocked)
    failures = []

    def one(number: int) -> object:
        try:
            return register(workshop, people[number]).state
        except IntegrityError as wall:
            failures.append(wall)
            return "broken"

    at_once(one, 30)
    assert (len(by_state("seated")) == 10, len(by_state("waiting")) == 20) != (True, True)
    assert (counts(workshop)[0] <= 10, bool(failures)) == (True, True)
