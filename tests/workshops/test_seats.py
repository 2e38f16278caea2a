"""The life of a seat: taken, waited for, offered in order, passed on, given back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from messaging.models import Message
from programs.models import Theme
from tests.workshops.planned import counts, make_participations, make_workshop, states
from workshops.clock import pass_seats_on
from workshops.models import Seat, SeatMove, Series, Workshop
from workshops.seats.actions import (
    accept,
    change_capacity,
    decline,
    leave,
    promote,
    register,
    swap,
)
from workshops.seats.audience import fits

if TYPE_CHECKING:
    from collections.abc import Callable

    from people.models import Participation
    from tests.cast import Cast


@pytest.fixture
def people(cast: Cast) -> list[Participation]:
    """Eight people who take part in the stop."""
    return make_participations(cast.stop, 8)


@pytest.fixture
def workshop(cast: Cast) -> Workshop:
    """Two seats, ten days from now."""
    return make_workshop(cast.stop)


def refusal(action: Callable[..., object], *args: object, **kwargs: object) -> str:
    """The code of the sentence by which something is refused."""
    with pytest.raises(ValidationError) as refused:
        action(*args, **kwargs)
    return str(refused.value.code)


def hurry(workshop: Workshop, **until: float) -> None:
    """Let the workshop begin so long from now."""
    start = timezone.now() + timedelta(**until)
    Workshop.objects.filter(pk=workshop.pk).update(
        starts_at=start, ends_at=start + timedelta(hours=1)
    )


def written(seat: Seat) -> list[str]:
    """What is written about a seat and not dropped, in order."""
    kept = Message.objects.filter(about=f"seat {seat.pk}").exclude(state="dropped")
    return list(kept.order_by("pk").values_list("event", flat=True))


def test_who_comes_when_all_is_taken_waits_in_the_order_of_entry(
    workshop: Workshop, people: list[Participation]
) -> None:
    seats = [register(workshop, person) for person in people[:4]]
    assert states(workshop) == ["seated", "seated", "waiting", "waiting"]
    assert ([seat.position for seat in seats], counts(workshop)) == ([1, 2, 3, 4], (2, 2, 2))


def test_twice_the_same_is_one_seat_and_one_letter(
    workshop: Workshop, people: list[Participation]
) -> None:
    seats = {register(workshop, people[0]).pk for _twice in range(2)}
    assert (len(seats), Message.objects.filter(event="seat_registered").count()) == (1, 1)


def test_what_comes_free_is_offered_to_the_first_who_waits_and_they_are_told(
    workshop: Workshop, people: list[Participation]
) -> None:
    seats = [register(workshop, person) for person in people[:4]]
    leave(seats[0])
    assert states(workshop) == ["left", "seated", "offered", "waiting"]
    assert (counts(workshop), written(seats[2])) == ((2, 1, 2), ["seat_offered"])


def test_who_says_yes_sits_and_saying_it_again_changes_nothing(
    workshop: Workshop, people: list[Participation]
) -> None:
    seats = [register(workshop, person) for person in people[:3]]
    leave(seats[0])
    assert [accept(seats[2]).state for _twice in range(2)] == ["seated", "seated"]
    assert counts(workshop) == (2, 0, 2)


def test_who_says_no_passes_the_seat_on_and_is_not_asked_again(
    workshop: Workshop, people: list[Participation]
) -> None:
    seats = [register(workshop, person) for person in people[:4]]
    leave(seats[0])
    decline(seats[2])
    leave(seats[3])
    promote(workshop)
    assert states(workshop) == ["left", "seated", "left", "left"]


def test_a_silent_offer_is_passed_on_by_the_clock(
    workshop: Workshop, people: list[Participation]
) -> None:
    seats = [register(workshop, person) for person in people[:4]]
    leave(seats[0])
    Message.objects.update(state="sent", sent_at=timezone.now())
    Seat.objects.filter(pk=seats[2].pk).update(offered_until=timezone.now())
    assert (pass_seats_on(), states(workshop)) == (1, ["left", "seated", "lapsed", "offered"])
    assert refusal(accept, seats[2]) == "passed"


def test_an_offer_of_which_nobody_was_told_is_made_again(
    workshop: Workshop, people: list[Participation]
) -> None:
    seats = [register(workshop, person) for person in people[:4]]
    leave(seats[0])
    over = timezone.now()
    Seat.objects.filter(pk=seats[2].pk).update(offered_until=over)
    assert [pass_seats_on(), pass_seats_on()] == [0, 0]
    assert (states(workshop), written(seats[2])) == (
        ["left", "seated", "offered", "waiting"],
        ["seat_offered"],
    )
    seats[2].refresh_from_db()
    assert seats[2].offered_until
    assert seats[2].offered_until > over


def test_two_seats_are_both_or_none(workshop: Workshop, people: list[Participation]) -> None:
    register(workshop, people[0])
    register(workshop, people[1], count=2, companion_name="Omar")
    assert (states(workshop), counts(workshop)) == (["seated", "waiting"], (1, 1, 2))
    assert refusal(register, workshop, people[2], count=2) == "companion"


def test_nobody_is_jumped_over_while_two_wait_for_two_seats(
    workshop: Workshop, people: list[Participation]
) -> None:
    seats = [register(workshop, person) for person in people[:2]]
    register(workshop, people[2], count=2, companion_name="Omar")
    register(workshop, people[3])
    leave(seats[0])
    assert (states(workshop)[2:], counts(workshop)) == (["waiting", "waiting"], (1, 2, 2))
    register(workshop, people[4])
    leave(seats[1])
    assert states(workshop)[2:] == ["offered", "waiting", "waiting"]


def test_a_day_before_one_free_seat_passes_two_who_wait_and_the_log_says_so(
    workshop: Workshop, people: list[Participation]
) -> None:
    seats = [register(workshop, person) for person in people[:2]]
    register(workshop, people[2], count=2, companion_name="Omar")
    alone = register(workshop, people[3])
    leave(seats[0])
    hurry(workshop, hours=23)
    pass_seats_on()
    assert states(workshop)[2:] == ["waiting", "offered"]
    assert SeatMove.objects.filter(seat=alone).latest("pk").reason == "passed"


def test_a_lowered_capacity_keeps_its_people_and_offers_nothing(
    cast: Cast, workshop: Workshop, people: list[Participation]
) -> None:
    seats = [register(workshop, person) for person in people[:3]]
    change_capacity(workshop, 1, by=cast["RS1"])
    assert (states(workshop), counts(workshop)) == (["seated", "seated", "waiting"], (2, 1, 2))
    leave(seats[0])
    assert (states(workshop), counts(workshop)) == (["left", "seated", "waiting"], (1, 1, 1))


def test_a_raised_capacity_is_offered_at_once(
    cast: Cast, workshop: Workshop, people: list[Participation]
) -> None:
    for person in people[:5]:
        register(workshop, person)
    change_capacity(workshop, 4, by=cast["RS1"])
    assert states(workshop) == ["seated", "seated", "offered", "offered", "waiting"]


def test_nothing_is_offered_once_the_workshop_has_begun(
    workshop: Workshop, people: list[Participation]
) -> None:
    seats = [register(workshop, person) for person in people[:3]]
    hurry(workshop, hours=-0.1)
    assert refusal(leave, seats[0]) == "begun"
    Workshop.objects.filter(pk=workshop.pk).update(capacity=3, ceiling=3)
    assert (promote(workshop), pass_seats_on()) == ([], 0)
    assert refusal(register, workshop, people[4]) == "begun"


def test_a_full_waiting_list_takes_nobody(cast: Cast, people: list[Participation]) -> None:
    small = make_workshop(cast.stop, capacity=1, queue_size=1)
    register(small, people[0])
    register(small, people[1])
    assert refusal(register, small, people[2]) == "full"


def test_one_seat_a_series_unless_it_is_allowed(cast: Cast, people: list[Participation]) -> None:
    series = Series.objects.create(stop=cast.stop, title_ar="سلسلة", title_fr="Cycle")
    first = make_workshop(cast.stop, series=series)
    again = make_workshop(cast.stop, series=series, at=timezone.now() + timedelta(days=12))
    register(first, people[0])
    assert refusal(register, again, people[0]) == "series"
    Series.objects.update(one_seat=False)
    assert register(again, people[0]).state == "seated"


def test_what_comes_after_another_workshop_asks_for_a_seat_there(
    cast: Cast, workshop: Workshop, people: list[Participation]
) -> None:
    after = make_workshop(cast.stop, prerequisite=workshop, at=timezone.now() + timedelta(days=12))
    assert refusal(register, after, people[0]) == "prerequisite"
    register(workshop, people[0])
    assert register(after, people[0]).state == "seated"


def test_another_date_of_the_same_series_comes_first_just_as_well(
    cast: Cast, people: list[Participation]
) -> None:
    series = Series.objects.create(stop=cast.stop, title_fr="Cycle")
    first, other = (make_workshop(cast.stop, series=series) for _date in range(2))
    after = make_workshop(cast.stop, prerequisite=first, at=timezone.now() + timedelta(days=12))
    register(other, people[0])
    assert register(after, people[0]).state == "seated"


def test_what_is_called_off_is_asked_of_nobody(
    cast: Cast, workshop: Workshop, people: list[Participation]
) -> None:
    after = make_workshop(cast.stop, prerequisite=workshop, at=timezone.now() + timedelta(days=12))
    Workshop.objects.filter(pk=workshop.pk).update(state="cancelled")
    assert register(after, people[0]).state == "seated"


def test_two_workshops_at_one_hour_are_a_clash_and_can_be_swapped(
    cast: Cast, workshop: Workshop, people: list[Participation]
) -> None:
    other = make_workshop(cast.stop, capacity=1, at=workshop.starts_at + timedelta(minutes=30))
    there = register(other, people[1])
    wanted = register(other, people[0])
    mine = register(workshop, people[0])
    leave(there)
    assert refusal(accept, wanted) == "clash"
    assert (swap(wanted).state, Seat.objects.get(pk=mine.pk).state) == ("seated", "left")


def test_a_workshop_of_another_stop_or_audience_is_not_for_you(
    cast: Cast, workshop: Workshop, people: list[Participation]
) -> None:
    elsewhere = make_workshop(cast.elsewhere)
    assert refusal(register, elsewhere, people[0]) == "not-for-you"
    workshop.for_themes.add(Theme.objects.get(code="digital"))
    assert fits(workshop, people[0]) is False
    assert refusal(register, workshop, people[0]) == "not-for-you"
    assert register(workshop, people[0], by=cast["RS1"]).state == "seated"


def test_a_page_that_was_opened_before_never_brings_old_counts_back(
    workshop: Workshop, people: list[Participation]
) -> None:
    old = Workshop.objects.get(pk=workshop.pk)
    for person in people[:3]:
        register(workshop, person)
    old.title_fr = "Autrement"
    old.save()
    assert counts(workshop) == (2, 1, 2)


def test_the_database_refuses_a_seat_too_many(workshop: Workshop) -> None:
    with pytest.raises(IntegrityError, match="workshop_is_not_oversold"), transaction.atomic():
        Workshop.objects.filter(pk=workshop.pk).update(taken=3)
