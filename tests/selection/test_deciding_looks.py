"""The second look, and what each person reads about where their file stands."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.actions import confirm_place, withdraw
from applications.clock import pass_places_on
from applications.links import place_url
from applications.models import Application
from applications.timeline import timeline
from messaging.models import Message
from programs.models import Stop
from selection.deciding.appeals import ask, settle
from selection.links import appeal_url
from selection.models import Appeal, Decision, Review
from tests.kept import once
from tests.pages import content_of
from tests.selection.crowd import applicant
from tests.selection.deciding import (
    INSTEAD,
    REFUSAL,
    decided,
    opened,
    places,
    published,
    silent,
    state,
)

if TYPE_CHECKING:
    from tests.cast import Cast


@pytest.fixture
@once
def declined(cast: Cast) -> Application:
    """Somebody whom RS1 has declined."""
    application = decided(cast.stop, 21, "decline", by=cast["RS1"])
    published(cast.stop, by=cast["RS1"])
    return Application.objects.get(pk=application.pk)


def answered(cast: Cast, appeal: Appeal, outcome: str, code: str = "RV") -> int:
    sheet = {f"{appeal.pk}-outcome": outcome, f"{appeal.pk}-why": "Read again"}
    return (
        cast.client(code).post(f"/desk/fes/second-looks/{appeal.pk}/settlement/", sheet).status_code
    )


def test_it_is_asked_in_one_tap_and_twice_is_harmless(cast: Cast, declined: Application) -> None:
    address = appeal_url(declined)
    page = cast.browser().get(address).content.decode()
    assert (REFUSAL in page, INSTEAD in page, Appeal.objects.count()) == (True, True, 0)
    assert [cast.browser().post(address).status_code for _ in range(2)] == [302, 302]
    assert Appeal.objects.get().application == declined
    assert "It is noted" in cast.browser().get(address).content.decode()


def test_after_seven_days_it_is_too_late(cast: Cast, declined: Application) -> None:
    Decision.objects.update(published_at=timezone.now() - timedelta(days=7))
    cast.browser().post(appeal_url(declined))
    assert Appeal.objects.count() == 0
    assert appeal_url(declined) not in cast.browser().get(f"/my/{declined.token}/").content.decode()


def test_who_decided_or_judged_does_not_look_again(cast: Cast, declined: Application) -> None:
    Review.objects.create(
        application=declined, reviewer=cast["RV"], verdict="no", judged_at=timezone.now()
    )
    appeal = ask(declined)
    assert [answered(cast, appeal, "kept", code) for code in ("RS1", "RV")] == [422, 422]
    page = cast.client("RS1").get("/desk/fes/second-looks/").content.decode()
    assert page.count("You had a part in the decision") == 1
    assert answered(cast, appeal, "kept", "SU") == 302


def test_the_decision_may_stay_and_the_person_is_told(cast: Cast, declined: Application) -> None:
    assert answered(cast, ask(declined, words="Look at the plan"), "kept") == 302
    assert (state(declined), Appeal.objects.get().reviewer) == ("declined", cast["RV"])
    assert Message.objects.filter(event="second_look_kept").count() == 1
    assert answered(cast, Appeal.objects.get(), "accepted", "SU") == 422


def test_a_place_may_come_of_it_while_one_is_free(cast: Cast, declined: Application) -> None:
    appeal = ask(declined)
    places(cast.stop, 0)
    assert (answered(cast, appeal, "accepted"), state(declined)) == (422, "declined")
    places(cast.stop, 1)
    assert (answered(cast, appeal, "accepted"), state(declined)) == (302, "accepted")


def test_or_the_last_place_of_the_waiting_list(cast: Cast, declined: Application) -> None:
    decided(cast.stop, 30, "wait", by=cast["RS1"])
    published(cast.stop, by=cast["RS1"])
    assert answered(cast, ask(declined), "waiting") == 302
    assert Application.objects.get(pk=declined.pk).rank == 2


def test_who_is_not_declined_asks_for_nothing(cast: Cast) -> None:
    application = opened(cast.stop, cast["RS1"])[0]
    with pytest.raises(ValidationError) as refusal:
        ask(application)
    assert refusal.value.code == "decided"


def test_two_who_answer_at_once_answer_once(cast: Cast, declined: Application) -> None:
    appeal = ask(declined)
    settle(appeal, by=cast["RV"], outcome="kept", why="Read")
    with pytest.raises(ValidationError) as refusal:
        settle(appeal, by=cast["SU"], outcome="kept", why="Read")
    assert (refusal.value.code, Message.objects.filter(event="second_look_kept").count()) == (
        "settled",
        1,
    )


def test_the_queue_costs_the_same_for_one_and_for_three(cast: Cast) -> None:
    costs = []
    for number in range(3):
        application = decided(cast.stop, 40 + number, "decline", by=cast["RS1"])
        published(cast.stop, by=cast["RS1"])
        Review.objects.create(
            application=application, reviewer=cast["RV"], verdict="no", judged_at=timezone.now()
        )
        ask(application)
        cast.client("SU").get("/desk/fes/second-looks/")
        with CaptureQueriesContext(connection) as queries:
            assert cast.client("SU").get("/desk/fes/second-looks/").status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[2]


def events_of(application: Application) -> list[tuple[str, str]]:
    """The timeline after the receipt."""
    with_stop = Application.objects.with_stop().get(pk=application.pk)
    return [(str(event.text), str(event.state)) for event in timeline(with_stop)][2:]


def put_off(stop: Stop, days: int) -> None:
    """Let the support of a stop begin so many days from now."""
    first = timezone.localdate() + timedelta(days=days)
    Stop.objects.filter(pk=stop.pk).update(starts_on=first)


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize(
    ("days", "said", "step"),
    [
        (1, "begins on", ("The support begins", "next")),
        (0, "has begun.", ("The support has begun", "done")),
        (-9, "has begun.", ("The support has begun", "done")),
    ],
)
def test_support_that_has_begun_is_not_told_as_to_come(
    cast: Cast, days: int, said: str, step: tuple[str, str]
) -> None:
    put_off(cast.stop, days)
    application = opened(cast.stop, cast["RS1"])[0]
    place = place_url(application)
    assert events_of(application)[-1] == step
    pages = [content_of(cast.client().get(f"{place}?lang=en"))]
    confirm_place(application)
    pages += [
        content_of(cast.client().get(f"{each}?lang=en"))
        for each in (place, application.get_absolute_url())
    ]
    told = [f"The support is free of charge and {said}", *[f"The support {said}"] * 2]
    assert [each in page for each, page in zip(told, pages, strict=True)] == [True] * 3


@pytest.mark.usefixtures("in_english")
def test_the_timeline_of_each_state(cast: Cast) -> None:
    begins = ("The support begins", "next")
    put_off(cast.stop, 20)
    kept, listed = ("A place is kept for you", "done"), ("On the waiting list", "done")
    applications = opened(cast.stop, cast["RS1"])
    assert events_of(applications[0]) == [kept, ("Your confirmation, until", "now"), begins]
    order = "Places that come free are offered in the order of the list"
    assert events_of(applications[1]) == [listed, (order, "now"), begins]
    Message.objects.update(state="sent", sent_at=timezone.now() - timedelta(days=5))
    silent(applications[0])
    pass_places_on()
    assert events_of(applications[0]) == [kept, ("The place was not confirmed in time", "bad")]
    confirm_place(applications[1])
    assert events_of(applications[1]) == [listed, kept, ("You take part", "done"), begins]
    withdraw(applications[1], by=None)
    assert events_of(applications[1])[-1] == ("Withdrawn", "bad")


@pytest.mark.usefixtures("in_english")
def test_the_timeline_of_who_asks_again(cast: Cast, declined: Application) -> None:
    assert events_of(declined) == [("Not chosen this time", "done")]
    appeal = ask(declined)
    assert events_of(declined)[-1] == ("Somebody else reads your application again", "now")
    settle(appeal, by=cast["RV"], outcome="kept", why="Read")
    assert events_of(declined)[-1] == ("Read again by somebody else: the decision stays", "done")


def test_a_prepared_decision_stands_in_no_timeline(cast: Cast) -> None:
    application, plain = decided(cast.stop, 50, "decline", by=cast["RS1"]), applicant(cast.stop, 51)
    assert events_of(application) == events_of(plain)


@pytest.mark.parametrize("outcome", ["", "accepted"])
def test_what_was_said_of_a_look_and_refused_still_stands_in_its_form(
    cast: Cast, declined: Application, outcome: str
) -> None:
    appeal = ask(declined)
    places(cast.stop, 0)
    sheet = {f"{appeal.pk}-outcome": outcome, f"{appeal.pk}-why": "A stall of her own"}
    answer = cast.client("RV").post(f"/desk/fes/second-looks/{appeal.pk}/settlement/", sheet)
    (row,) = answer.context["waiting"]
    assert (answer.status_code, row.form["why"].value(), state(declined)) == (
        422,
        "A stall of her own",
        "declined",
    )
