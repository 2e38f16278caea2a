"""One seat by its link: what is next with it, in its time; a look changes nothing."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests.cast import Cast
from tests.pages import content_of
from tests.workshops.planned import make_participation, make_workshop, states
from tests.workshops.test_public_register import buttons
from workshops.models import Seat, Series, Workshop
from workshops.seats.actions import leave, register
from workshops.seats.links import seat_url

SECRET = "https://meet.example.org/zzc-secret"


def seat_of(cast: Cast, n: int = 1, **values: object) -> Seat:
    """A seat that person `n` has just taken."""
    workshop = make_workshop(cast.stop, **{"link": SECRET, "dial_in": "0522 00 00 00", **values})
    return register(workshop, make_participation(cast.stop, n, language="en"))


def offered(cast: Cast) -> Seat:
    """A seat that is kept for person 2, who waited."""
    first = seat_of(cast, capacity=1)
    second = register(first.workshop, make_participation(cast.stop, 2, language="en"))
    leave(first)
    second.refresh_from_db()
    return second


def test_who_is_seated_reads_when_and_may_give_it_back(cast: Cast, client: Client) -> None:
    page = content_of(client.get(seat_url(seat_of(cast))))
    assert (buttons(page), "The way in opens on this page" in page) == (["Yes, give it back"], True)


@pytest.mark.parametrize(
    ("minutes", "found"),
    [
        (-16, ["Yes, give it back"]),
        (-14, ["Join now", "Yes, give it back"]),
        (30, ["Join now"]),
        (61, []),
    ],
)
def test_the_way_in_opens_a_quarter_of_an_hour_before_and_ends_with_the_workshop(
    cast: Cast, client: Client, minutes: int, found: list[str]
) -> None:
    seat = seat_of(cast)
    with time_machine.travel(seat.workshop.starts_at + timedelta(minutes=minutes)):
        page = content_of(client.get(seat_url(seat)))
        joining = client.post(f"{seat_url(seat)}joining/")
    assert (buttons(page), "zzc-secret" in page, "0522" in page) == (found, False, False)
    assert ("The number to call stands on the next page" in page) == ("Join now" in found)
    assert ("zzc-secret" in joining.content.decode()) == ("Join now" in found)


def test_the_second_language_is_one_tap_away_once_the_doors_are_open(
    cast: Cast, client: Client
) -> None:
    seat = seat_of(cast, second_sound="0522 11 22 33", way="on_site")
    before = content_of(client.get(seat_url(seat)))
    with time_machine.travel(seat.workshop.starts_at - timedelta(minutes=10)):
        page = content_of(client.get(seat_url(seat)))
    assert ("0522" in before, 'href="tel:0522112233"' in page) == (False, True)


def test_a_robot_that_opens_every_link_changes_nothing(cast: Cast, client: Client) -> None:
    seat = offered(cast)
    url, before = seat_url(seat), states(seat.workshop)
    page = client.get(url).content.decode()
    for address in re.findall(r'(?:href|action|src)="(/[^"]+)"', page):
        client.get(address)
        client.head(address)
    assert states(seat.workshop) == before == ["left", "offered"]


def test_what_cannot_be_taken_back_is_asked_first_without_a_script_too(
    cast: Cast, client: Client
) -> None:
    first = seat_of(cast, capacity=1)
    waits = register(first.workshop, make_participation(cast.stop, 2, language="en"))
    found = []
    for seat in (first, waits):
        page = content_of(client.get(seat_url(seat)))
        folded = re.search(r"<details><summary>(.*?)</summary>(.*?)</details>", page, re.DOTALL)
        assert folded
        asked = re.search(r"<p>(.*?)</p>", folded[2], re.DOTALL)
        assert asked
        words = re.sub(r"<.*?>", "", folded[1]).split()
        found.append((" ".join(words), asked[1], buttons(folded[2])))
    assert found == [
        (
            "I cannot come",
            "Give this seat back? Somebody who waits gets it.",
            ["Yes, give it back"],
        ),
        (
            "Not interested any more",
            "Leave the list? Your place in it goes, and nothing is offered to you any more.",
            ["Yes, take me off the list"],
        ),
    ]


def test_i_cannot_come_gives_the_seat_back_once(cast: Cast, client: Client) -> None:
    seat = seat_of(cast)
    answers = [client.post(f"{seat_url(seat)}leaving/").status_code for _tap in range(2)]
    page = content_of(client.get(seat_url(seat)))
    assert (answers, states(seat.workshop), buttons(page)) == ([302, 302], ["left"], [])


def test_whoever_else_is_signed_in_on_that_telephone_is_not_the_team(cast: Cast) -> None:
    seat = seat_of(cast)
    cast.client("AP2").post(f"{seat_url(seat)}leaving/")
    made = [(move.reason, move.by) for move in seat.moves.all()]
    assert made == [("registered", None), ("left", None)]


def test_who_waits_reads_how_many_come_before(cast: Cast, client: Client) -> None:
    first = seat_of(cast, capacity=1)
    before, last = (
        register(first.workshop, make_participation(cast.stop, n, language="en")) for n in (2, 3)
    )
    assert "You are the next one" in content_of(client.get(seat_url(before)))
    page = content_of(client.get(seat_url(last)))
    client.post(f"{seat_url(last)}refusal/")
    assert (buttons(page), "1 person waits before you" in page) == (
        ["Yes, take me off the list"],
        True,
    )
    assert states(first.workshop) == ["seated", "waiting", "left"]


@pytest.mark.parametrize(("answer", "state"), [("acceptance", "seated"), ("refusal", "left")])
def test_an_offered_seat_is_taken_or_refused_in_one_tap(
    cast: Cast, client: Client, answer: str, state: str
) -> None:
    seat = offered(cast)
    page = content_of(client.get(seat_url(seat)))
    client.post(f"{seat_url(seat)}{answer}/")
    seat.refresh_from_db()
    assert (buttons(page), seat.state) == (["Yes, I come", "Yes, give it back"], state)


def test_an_offer_that_clashes_can_be_swapped(cast: Cast, client: Client) -> None:
    first = seat_of(cast, capacity=1)
    waits = register(first.workshop, make_participation(cast.stop, 2, language="en"))
    other = register(make_workshop(cast.stop, at=first.workshop.starts_at), waits.participation)
    leave(first)
    seat = Seat.objects.get(pk=waits.pk)
    refused = client.post(f"{seat_url(seat)}acceptance/")
    swapped = client.post(f"{seat_url(seat)}acceptance/", {"swap": "1"})
    seat.refresh_from_db()
    other.refresh_from_db()
    assert (refused.status_code, 'name="swap"' in content_of(refused)) == (422, True)
    assert (swapped.status_code, seat.state, other.state) == (302, "seated", "left")


def test_an_offer_whose_time_is_over_asks_nothing(cast: Cast, client: Client) -> None:
    seat = offered(cast)
    Seat.objects.filter(pk=seat.pk).update(offered_until=timezone.now() - timedelta(minutes=1))
    assert buttons(content_of(client.get(seat_url(seat)))) == []


def in_series(cast: Cast, **values: object) -> tuple[Seat, Workshop]:
    """A seat in one of two workshops of a series, and the other one."""
    series = Series.objects.create(stop=cast.stop, title_ar="سلسلة", title_fr="Cycle")
    seat = seat_of(cast, series=series)
    return seat, make_workshop(cast.stop, series=series, **values)


def test_a_seat_moves_to_another_date_of_its_series(cast: Cast, client: Client) -> None:
    seat, other = in_series(cast, at=timezone.now() + timedelta(days=20))
    page = content_of(client.get(seat_url(seat)))
    answer = client.post(f"{seat_url(seat)}moving/{other.number}/")
    moved = Seat.objects.get(workshop=other)
    assert (len(buttons(page)), states(seat.workshop), states(other)) == (2, ["left"], ["seated"])
    assert answer["Location"] == seat_url(moved)


def test_the_link_of_a_seat_that_was_given_back_takes_no_other_date(
    cast: Cast, client: Client
) -> None:
    seat, to = in_series(cast)
    leave(seat)
    answer = client.post(f"{seat_url(seat)}moving/{to.number}/")
    assert (answer.status_code, states(to)) == (422, [])


def test_a_seat_without_a_series_moves_nowhere(cast: Cast, client: Client) -> None:
    seat, to = seat_of(cast), make_workshop(cast.stop, at=timezone.now() + timedelta(days=20))
    answer = client.post(f"{seat_url(seat)}moving/{to.number}/")
    assert (answer.status_code, states(seat.workshop), states(to)) == (422, ["seated"], [])


def test_who_cannot_move_keeps_the_seat(cast: Cast, client: Client) -> None:
    seat, other = in_series(cast, capacity=1, at=timezone.now() + timedelta(days=20))
    elsewhere = register(make_workshop(cast.stop, at=other.starts_at), seat.participation)
    answer = client.post(f"{seat_url(seat)}moving/{other.number}/")
    assert (answer.status_code, states(seat.workshop), states(other)) == (422, ["seated"], [])
    register(other, make_participation(cast.stop, 9))
    leave(elsewhere)
    answer = client.post(f"{seat_url(seat)}moving/{other.number}/")
    assert (answer.status_code, states(seat.workshop)) == (422, ["seated"])


def test_a_seat_of_a_cancelled_workshop_leads_to_the_others(cast: Cast, client: Client) -> None:
    seat = seat_of(cast)
    Workshop.objects.update(state="cancelled", cancel_reason_en="The trainer is ill")
    page = content_of(client.get(seat_url(seat)))
    assert (buttons(page), "The trainer is ill" in page) == ([], True)
    assert 'href="/fes/workshops/"' in page


def test_the_page_is_kept_out_of_caches_and_search_engines(cast: Cast, client: Client) -> None:
    answer = client.get(seat_url(seat_of(cast)))
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == (
        "private, no-store",
        "noindex, nofollow",
    )


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"state": "cancelled", "cancel_reason_en": "The trainer is ill."}, "The trainer is ill."),
        ({"starts_at": -3, "ends_at": -2}, "This workshop is over."),
    ],
)
def test_who_has_a_seat_reads_as_others_do_that_a_workshop_takes_place_no_more(
    cast: Cast, values: dict[str, object], said: str
) -> None:
    seat = seat_of(cast)
    seat.participation.person = cast["AP1"]
    seat.participation.save()
    changed = {
        name: timezone.now() + timedelta(hours=value) if isinstance(value, int) else value
        for name, value in values.items()
    }
    Workshop.objects.filter(pk=seat.workshop_id).update(**changed)
    page = content_of(cast.client("AP1").get(f"/fes/workshops/{seat.workshop.number}/"))
    assert (said in page, "You are registered" in page) == (True, False)
