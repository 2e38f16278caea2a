"""A seat instead of what stands in its way: one tap more, and never less than one had."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from people.models import Participation
from tests.cast import Cast
from tests.pages import content_of
from tests.workshops.planned import make_participation, make_workshop, states
from tests.workshops.test_public_register import TWO, buttons
from workshops.hall.arrivals import arrive
from workshops.models import Seat, SeatMove, Series, Workshop
from workshops.seats.actions import register
from workshops.seats.links import invitation_url, seat_url

Both = tuple[Workshop, Workshop, Participation]
WRONG = "Something is missing or needs to be put right"  # one tap is enough: nothing is wrong
SWAP = "Yes, and give the other seat back"


def at_one_hour(cast: Cast, **values: object) -> Both:
    """A workshop in which somebody sits, another one at the same hour, and who sits there."""
    held, person = make_workshop(cast.stop), make_participation(cast.stop, 1, language="en")
    wanted = make_workshop(cast.stop, at=held.starts_at, **values)
    register(held, person)
    return held, wanted, person


def in_one_series(cast: Cast, **values: object) -> Both:
    """The same of two dates of a series, a week apart."""
    series = Series.objects.create(stop=cast.stop, title_ar="سلسلة", title_fr="Cycle")
    held = make_workshop(cast.stop, series=series)
    person = make_participation(cast.stop, 1, language="en")
    later = timezone.now() + timedelta(days=17)
    wanted = make_workshop(cast.stop, series=series, at=later, **values)
    register(held, person)
    return held, wanted, person


@pytest.mark.parametrize("both", [at_one_hour, in_one_series])
def test_what_stands_in_the_way_is_given_back_in_one_tap_more(
    cast: Cast, client: Client, both: Callable[[Cast], Both]
) -> None:
    held, wanted, person = both(cast)
    refused = client.post(invitation_url(wanted, person), {"count": "1"})
    page = content_of(refused)
    assert (refused.status_code, buttons(page)[0], WRONG in page) == (422, SWAP, False)
    answer = client.post(invitation_url(wanted, person), {"count": "1", "swap": "1"})
    moved = Seat.objects.get(workshop=wanted)
    assert (states(held), moved.state, answer["Location"]) == (["left"], "seated", seat_url(moved))


def test_two_seats_that_were_typed_stay_typed_in_the_tap_that_swaps(
    cast: Cast, client: Client
) -> None:
    _held, wanted, person = at_one_hour(cast)
    refused = content_of(client.post(invitation_url(wanted, person), TWO))
    hidden = [f'name="{name}" value="{value}"' in refused for name, value in TWO.items()]
    assert hidden == [True, True, True]


def test_nothing_is_given_back_for_a_seat_that_is_not_free(cast: Cast, client: Client) -> None:
    held, wanted, person = in_one_series(cast, capacity=1)
    register(wanted, make_participation(cast.stop, 2))
    refused = client.post(invitation_url(wanted, person), {"count": "1"})
    assert SWAP not in buttons(content_of(refused))
    answer = client.post(invitation_url(wanted, person), {"count": "1", "swap": "1"})
    assert (answer.status_code, states(held), states(wanted)) == (422, ["seated"], ["seated"])


def test_one_may_wait_for_better_than_what_one_has_at_that_hour(cast: Cast) -> None:
    held, wanted, person = at_one_hour(cast, capacity=1)
    register(wanted, make_participation(cast.stop, 2))
    assert (register(wanted, person).state, states(held)) == ("waiting", ["seated"])


def test_a_seat_in_what_has_begun_is_not_given_back(cast: Cast, client: Client) -> None:
    held, wanted, person = at_one_hour(cast)
    soon = timezone.now() + timedelta(minutes=10)
    Workshop.objects.filter(pk=held.pk).update(starts_at=soon - timedelta(minutes=20))
    Workshop.objects.filter(pk=wanted.pk).update(starts_at=soon)
    Workshop.objects.update(ends_at=soon + timedelta(hours=1))
    answer = client.post(invitation_url(wanted, person), {"count": "1", "swap": "1"})
    assert (answer.status_code, states(held), states(wanted)) == (422, ["seated"], [])
    assert list(answer.context["form"].non_field_errors()) == [
        "You have something else at this hour: Workshop 1."
    ]


def test_the_log_says_that_a_seat_was_swapped(cast: Cast, client: Client) -> None:
    held, wanted, person = at_one_hour(cast)
    client.post(invitation_url(wanted, person), {"count": "1", "swap": "1"})
    last = SeatMove.objects.filter(seat__workshop=held).latest("pk")
    assert last.reason == "swapped"


def test_the_team_reads_of_somebody_else_what_a_person_reads_of_themselves(cast: Cast) -> None:
    _held, wanted, person = at_one_hour(cast)
    page = f"/desk/fes/workshops/{wanted.number}/seats/entry/"
    answer = cast.client("RS1").post(page, {"participation": person.pk})
    assert list(answer.context["form"].non_field_errors()) == [
        "They have a seat in “Workshop 1” at the same hour. Take them out there first."
    ]


def is_over(held: Workshop, wanted: Workshop, *, hours: int = 3) -> None:
    """The first one began so many hours ago, and took one; the other one is to come."""
    began = timezone.now() - timedelta(hours=hours)
    ends = began + timedelta(hours=1)
    Workshop.objects.filter(pk=held.pk).update(starts_at=began, ends_at=ends)
    Workshop.objects.filter(pk=wanted.pk).update(starts_at=timezone.now() + timedelta(days=3))


@pytest.mark.parametrize("hours", [3, 0])
def test_a_seat_of_a_series_that_has_begun_is_not_offered_for_another_one(
    cast: Cast, client: Client, hours: int
) -> None:
    held, wanted, person = in_one_series(cast)
    is_over(held, wanted, hours=hours)
    arrive(Seat.objects.get())
    refused = client.post(invitation_url(wanted, person), {"count": "1"})
    said = list(refused.context["form"].non_field_errors())
    assert (refused.status_code, "Workshop 1" in said[0]) == (422, True)
    assert SWAP not in buttons(content_of(refused))


def test_who_waited_in_vain_for_one_date_of_a_series_gets_another(
    cast: Cast, client: Client
) -> None:
    held, wanted, _person = in_one_series(cast)
    second, third = (make_participation(cast.stop, n) for n in (2, 3))
    assert [register(held, each).state for each in (second, third)] == ["seated", "waiting"]
    is_over(held, wanted, hours=0)
    answer = client.post(invitation_url(wanted, third), {"count": "1"})
    assert (answer.status_code, states(wanted)) == (302, ["seated"])


def test_who_was_absent_from_one_date_of_a_series_gets_another(cast: Cast, client: Client) -> None:
    held, wanted, away = in_one_series(cast)
    there = register(held, make_participation(cast.stop, 2))
    is_over(held, wanted)
    unknown = client.post(invitation_url(wanted, away), {"count": "1"})
    arrive(there)  # somebody has looked who came
    answers = [
        client.post(invitation_url(wanted, each), {"count": "1"})
        for each in (away, there.participation)
    ]
    codes = [each.status_code for each in (unknown, *answers)]
    assert (codes, states(wanted)) == ([422, 302, 422], ["seated"])
