"""Places: confirmed in one tap, passed on in silence, given back; never more seats than places."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.actions import confirm_place, withdraw
from applications.clock import pass_places_on
from applications.links import place_url
from applications.models import Application, Move
from applications.places import fill, take_back
from messaging.models import Message
from people.models import Participation
from programs.models import Stop
from tests.kept import once
from tests.pages import folded
from tests.selection.deciding import (
    decided,
    freed,
    moves,
    opened,
    places,
    published,
    silent,
    state,
    states,
)

if TYPE_CHECKING:
    from tests.cast import Cast


@pytest.fixture
def applications(cast: Cast) -> list[Application]:
    """One place, offered to the first; two more wait."""
    three = offered(cast)
    cast.stop.places = 1
    return three


@once
def offered(cast: Cast) -> list[Application]:
    three = opened(cast.stop, cast["RS1"])
    Message.objects.update(state="sent", sent_at=timezone.now() - timedelta(days=5))
    return three


def test_a_tap_on_the_signed_link_confirms_and_twice_is_harmless(
    cast: Cast, applications: list[Application]
) -> None:
    address = place_url(applications[0])
    assert "A place is kept for you" in cast.browser().get(address).content.decode()
    assert state(applications[0]) == "accepted"
    assert [cast.browser().post(address).headers["Location"] for _ in range(2)] == [address] * 2
    assert (state(applications[0]), Participation.objects.filter(stop=cast.stop).count()) == (
        "confirmed",
        1,
    )
    assert "You take part" in cast.browser().get(address).content.decode()


def test_the_link_of_an_offer_opens_only_this_offer(
    cast: Cast, applications: list[Application]
) -> None:
    address = place_url(applications[0])
    assert (
        cast.browser().get(address[:-2] + ("a/" if address[-2] != "a" else "b/")).status_code == 404
    )
    assert cast.browser().get("/place/nothing-like-it/").status_code == 404
    Application.objects.filter(pk=applications[0].pk).update(confirm_by=timezone.now())
    assert cast.browser().get(address).status_code == 404


def test_the_language_of_the_page_is_that_of_the_person(
    cast: Cast, applications: list[Application]
) -> None:
    Application.objects.filter(pk=applications[0].pk).update(language="fr")
    browser = cast.browser()
    browser.cookies.clear()
    assert '<html lang="fr"' in browser.get(place_url(applications[0])).content.decode()


def test_who_gives_the_place_up_passes_it_to_the_first_of_the_list(
    cast: Cast, applications: list[Application]
) -> None:
    page = cast.browser().get(f"{place_url(applications[0])}?lang=en").content.decode()
    assert folded(page) == ["No, give it to somebody else"]  # asked first without a script too
    cast.browser().post(place_url(applications[0]) + "giving-up/")
    assert states(applications) == ["withdrawn", "accepted", "waiting"]
    assert (
        Message.objects.filter(event="place_offered").values_list("person", flat=True)[0]
        == applications[1].applicant_id
    )
    assert Move.objects.latest("pk").after == freed(applications[0])


def test_who_takes_part_and_withdraws_passes_the_place_on(
    cast: Cast, applications: list[Application]
) -> None:
    confirm_place(applications[0])
    cast.browser().post(f"/my/{applications[0].token}/withdrawal/")
    assert states(applications) == ["withdrawn", "accepted", "waiting"]


def test_who_waits_and_withdraws_frees_nothing(cast: Cast, applications: list[Application]) -> None:  # noqa: ARG001
    withdraw(applications[1], by=None)
    assert states(applications) == ["accepted", "withdrawn", "waiting"]


def test_a_silent_place_passes_down_the_list_by_itself(
    cast: Cast,  # noqa: ARG001
    applications: list[Application],
) -> None:
    silent(applications[0])
    assert [pass_places_on(), pass_places_on()] == [1, 0]
    assert states(applications) == ["lapsed", "accepted", "waiting"]
    assert moves(applications[0]) == [("submitted", "accepted"), ("accepted", "lapsed")]
    assert Message.objects.filter(event="place_lapsed").count() == 1


def test_two_silent_places_go_to_the_two_first_in_their_order(cast: Cast) -> None:
    applications = opened(cast.stop, cast["RS1"], accepted=2, waiting=3)
    Message.objects.update(state="sent", sent_at=timezone.now() - timedelta(days=5))
    for application in applications[:2]:
        silent(application)
    pass_places_on()
    assert states(applications) == ["lapsed", "lapsed", "accepted", "accepted", "waiting"]


def test_nobody_loses_a_place_because_the_letter_has_not_left(
    cast: Cast,  # noqa: ARG001
    applications: list[Application],
) -> None:
    silent(applications[0])
    Message.objects.filter(event="accepted").update(state="new", sent_at=None)
    assert pass_places_on() == 0
    Message.objects.filter(event="accepted").update(
        state="sent", sent_at=timezone.now() - timedelta(hours=47)
    )
    assert pass_places_on() == 0
    Message.objects.filter(event="accepted").update(sent_at=timezone.now() - timedelta(hours=48))
    assert pass_places_on() == 1


def test_a_stop_that_is_finished_offers_nothing_any_more(
    cast: Cast, applications: list[Application]
) -> None:
    Stop.objects.filter(pk=cast.stop.pk).update(state="finished")
    withdraw(applications[0], by=None)
    assert states(applications) == ["withdrawn", "waiting", "waiting"]


def test_places_that_were_added_are_offered_by_one_button(
    cast: Cast, applications: list[Application]
) -> None:
    places(cast.stop, 3)
    cast.client("RS1").post("/desk/fes/seats/offering/")
    assert states(applications) == ["accepted"] * 3


def test_a_hop_is_taken_back_and_the_list_keeps_its_order(
    cast: Cast, applications: list[Application]
) -> None:
    silent(applications[0])
    pass_places_on()
    take_back(freed(applications[0]), by=cast["RS1"], why="The telephone was off.")
    assert states(applications) == ["accepted", "waiting", "waiting"]
    assert Application.objects.get(pk=applications[1].pk).rank == 1
    assert (
        list(Move.objects.filter(undoes__isnull=False).values_list("why", "by"))
        == [("The telephone was off.", cast["RS1"].pk)] * 2
    )
    assert Message.objects.filter(event="place_taken_back").count() == 1


def test_after_it_was_taken_back_the_place_may_pass_on_again(
    cast: Cast, applications: list[Application]
) -> None:
    for _time in range(2):
        silent(applications[0])
        Message.objects.update(state="sent", sent_at=timezone.now() - timedelta(days=5))
        pass_places_on()
        assert states(applications) == ["lapsed", "accepted", "waiting"]
        take_back(freed(applications[0]), by=cast["RS1"], why="Again")
    assert states(applications) == ["accepted", "waiting", "waiting"]


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize(
    ("since", "sentence"),
    [
        ("confirmed", "The next person has confirmed the place."),
        ("lapsed", "The place has moved on since: take the later step back first."),
        ("twice", "This has been taken back already."),
        ("given up", "This person has given the place up themselves."),
    ],
)
def test_a_hop_that_cannot_be_taken_back_says_why(
    cast: Cast, applications: list[Application], since: str, sentence: str
) -> None:
    silent(applications[0])
    if since == "given up":
        withdraw(applications[0], by=None)
    else:
        pass_places_on()
    step = freed(applications[0])
    if since == "confirmed":
        confirm_place(Application.objects.get(pk=applications[1].pk))
    if since == "lapsed":
        silent(applications[1])
        Message.objects.update(state="sent", sent_at=timezone.now() - timedelta(days=5))
        pass_places_on()
    if since == "twice":
        take_back(step, by=cast["RS1"], why="Once")
    with pytest.raises(ValidationError) as refusal:
        take_back(step, by=cast["RS1"], why="Why not")
    assert refusal.value.messages == [sentence]
    if since != "twice":
        assert sentence in cast.client("RS1").get("/desk/fes/seats/").content.decode()


def test_what_was_taken_back_can_be_done_from_the_page_with_a_reason(
    cast: Cast, applications: list[Application]
) -> None:
    silent(applications[0])
    pass_places_on()
    address = f"/desk/fes/seats/{freed(applications[0]).pk}/return/"
    assert cast.client("RS1").post(address, {"why": ""}).status_code == 422
    assert cast.client("RV").post(address, {"why": "…"}).status_code == 403
    assert cast.client("RS1").post(address, {"why": "Called us"}).status_code == 302
    assert states(applications) == ["accepted", "waiting", "waiting"]


def test_staff_confirm_for_who_says_so_on_the_telephone(
    cast: Cast, applications: list[Application]
) -> None:
    cast.client("RS1").post(f"/desk/fes/seats/{applications[0].reference}/confirmation/")
    assert (state(applications[0]), freed(applications[0]).by) == ("confirmed", cast["RS1"])


def test_who_is_on_the_list_reads_their_place(cast: Cast, applications: list[Application]) -> None:
    pages = [
        cast.browser().get(f"/my/{application.token}/").content.decode()
        for application in applications[1:]
    ]
    assert [
        f"Your place in the list: <strong>{rank}</strong>" in page
        for rank, page in enumerate(pages, 1)
    ] == [True] * 2
    withdraw(applications[1], by=None)
    last = cast.browser().get(f"/my/{applications[2].token}/").content.decode()
    assert "Your place in the list: <strong>1</strong>" in last


def test_a_letter_that_waits_is_dropped_when_it_is_no_longer_true(cast: Cast) -> None:
    applications = opened(cast.stop, cast["RS1"])
    assert [*Message.objects.filter(event="accepted").values_list("state", flat=True)] == ["new"]
    confirm_place(applications[0])
    assert [*Message.objects.filter(event="accepted").values_list("state", flat=True)] == [
        "dropped"
    ]


def test_a_place_is_not_given_beyond_those_there_are(
    cast: Cast,
    applications: list[Application],  # noqa: ARG001
) -> None:
    with pytest.raises(ValidationError) as refusal:
        confirm_place(cast.application)
    assert refusal.value.code == "full"
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(state="waiting").update(
            state="accepted", confirm_by=timezone.now()
        )


def test_filling_without_a_free_place_offers_nothing(
    cast: Cast, applications: list[Application]
) -> None:
    assert fill(cast.stop) == []
    assert states(applications) == ["accepted", "waiting", "waiting"]


def test_the_page_of_the_places_costs_the_same_for_one_and_for_three(cast: Cast) -> None:
    costs = []
    for round_ in range(3):
        places(cast.stop, round_ + 1)
        decided(cast.stop, 30 + round_, "accept", by=cast["RS1"])
        decided(cast.stop, 40 + round_, "wait", by=cast["RS1"])
        published(cast.stop, by=cast["RS1"])
        Message.objects.update(state="sent", sent_at=timezone.now() - timedelta(days=5))
        silent(Application.objects.filter(state="accepted").order_by("-pk")[0])
        pass_places_on()
        decided(cast.stop, 50 + round_, "wait", by=cast["RS1"])
        published(cast.stop, by=cast["RS1"])
        with CaptureQueriesContext(connection) as queries:
            assert cast.client("RS1").get("/desk/fes/seats/").status_code == 200
        costs.append(len(queries))
    assert costs[1] == costs[2]
