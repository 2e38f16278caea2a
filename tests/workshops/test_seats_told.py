"""Who is told of a seat, and how one answers: by a digit, by a link, by the team."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from messaging.models import Message
from tests.workshops.planned import counts, make_participations, make_workshop, states
from workshops.models import Seat, Workshop
from workshops.replies import seat as answered
from workshops.seats import letters
from workshops.seats.actions import leave, register
from workshops.seats.links import seat_url
from workshops.seats.locking import locked

if TYPE_CHECKING:
    from people.models import Participation
    from tests.cast import Cast


@pytest.fixture
def people(cast: Cast) -> list[Participation]:
    """Four people who take part in the stop."""
    return make_participations(cast.stop, 4)


def told(address: str) -> list[str]:
    """What waits to be sent to a telephone, in order."""
    waits = Message.objects.filter(address=address, state="new").order_by("pk")
    return list(waits.values_list("event", flat=True))


def couple(workshop: Workshop, person: Participation) -> Seat:
    second: dict[str, Any] = {"companion_name": "Omar", "companion_phone": "+212699040000"}
    return register(workshop, person, count=2, **second)


def test_the_second_person_is_told_by_telephone_without_a_private_link(
    cast: Cast, people: list[Participation]
) -> None:
    couple(make_workshop(cast.stop), people[0])
    letter = Message.objects.get(event="companion_registered")
    assert (letter.address, letter.person, "/seat/" in letter.body) == (
        "+212699040000",
        None,
        False,
    )


def test_older_words_are_dropped_and_the_second_person_hears_that_it_is_over(
    cast: Cast, people: list[Participation]
) -> None:
    leave(couple(make_workshop(cast.stop), people[0]))
    assert (told(str(people[0].person.phone)), told("+212699040000")) == ([], ["companion_over"])


def test_a_cancelled_workshop_writes_to_everybody_and_drops_what_was_said_before(
    cast: Cast, people: list[Participation]
) -> None:
    workshop = make_workshop(cast.stop)
    for person in people[:3]:
        register(workshop, person)
    at = locked(workshop.pk)
    at.state = Workshop.State.CANCELLED
    at.save(update_fields=["state"])
    assert letters.tell_of_change(at) == 3
    assert [told(str(each.person.phone)) for each in people[:3]] == [["workshop_cancelled"]] * 3


def test_a_moved_workshop_makes_its_offers_again(cast: Cast, people: list[Participation]) -> None:
    workshop = make_workshop(cast.stop, capacity=1)
    seats = [register(workshop, person) for person in people[:3]]
    leave(seats[0])
    letters.tell_of_change(locked(workshop.pk))
    assert [told(str(each.person.phone)) for each in people[1:3]] == [
        ["seat_offered"],
        ["workshop_moved"],
    ]


def test_an_offer_ends_no_later_than_a_workshop_that_was_moved_begins(
    cast: Cast, people: list[Participation]
) -> None:
    workshop = make_workshop(cast.stop, capacity=1)
    seats = [register(workshop, person) for person in people[:2]]
    leave(seats[0])
    start = timezone.now() + timedelta(hours=2)
    Workshop.objects.filter(pk=workshop.pk).update(starts_at=start)
    letters.tell_of_change(locked(workshop.pk))
    seats[1].refresh_from_db()
    assert seats[1].offered_until == start


def test_a_digit_does_what_the_link_does(cast: Cast, people: list[Participation]) -> None:
    workshop = make_workshop(cast.stop, capacity=1)
    seats = [register(workshop, person) for person in people[:3]]
    leave(seats[0])
    said = [answered(f"seat {seats[1].pk}", yes=True).event for _twice in range(2)]
    said.append(answered(f"seat {seats[2].pk}", yes=False).event)
    assert said == ["seat_yes", "seat_yes", "seat_no"]
    assert states(workshop) == ["left", "seated", "left"]


def test_a_link_that_robots_open_changes_nothing_and_a_tap_counts_once(
    cast: Cast, people: list[Participation]
) -> None:
    workshop = make_workshop(cast.stop)
    seat, browser = register(workshop, people[0]), cast.client()
    url = seat_url(seat)
    seen = {browser.get(url).status_code for _each in range(20)}
    seen |= {browser.head(url).status_code for _each in range(20)}
    assert (seen, browser.get(f"{url}leaving/").status_code, counts(workshop)) == (
        {200},
        405,
        (1, 0, 2),
    )
    taps = [browser.post(f"{url}leaving/").status_code for _each in range(2)]
    assert (taps, counts(workshop), seat.moves.count()) == ([302, 302], (0, 0, 2), 2)


def test_staff_take_out_with_a_reason_undo_it_and_offer_out_of_turn(
    cast: Cast, people: list[Participation]
) -> None:
    workshop, staff = make_workshop(cast.stop, capacity=1), cast.client("RS1")
    seat = register(workshop, people[0])
    page = f"/desk/fes/workshops/{workshop.number}/seats/"
    assert staff.post(f"{page}{seat.pk}/removal/").status_code == 422
    assert staff.post(f"{page}{seat.pk}/removal/", {"why": "Twice"}).status_code == 302
    assert staff.post(f"{page}{seat.pk}/removal/undoing/").status_code == 302
    assert states(workshop) == ["left", "seated"]
    log = list(Seat.objects.get(pk=seat.pk).moves.values_list("reason", "why", "by__name"))
    assert log == [("registered", "", None), ("taken_out", "Twice", "ZZC RS1 Name")]


def test_the_page_of_seats_costs_the_same_for_one_and_for_four(
    cast: Cast, people: list[Participation]
) -> None:
    workshop, staff = make_workshop(cast.stop, capacity=1), cast.client("RS1")
    page = f"/desk/fes/workshops/{workshop.number}/seats/"
    costs = []
    for many in (people[:1], people[1:]):
        for person in many:
            register(workshop, person)
        staff.get(page)
        with CaptureQueriesContext(connection) as asked:
            staff.get(page)
        costs.append(len(asked))
    assert costs[0] == costs[1]
