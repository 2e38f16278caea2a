"""Decision day: what was prepared in secret is told together, once, in waves, with reasons."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.models import Application, Move, WaitingList
from messaging.models import Message
from selection.deciding.batch import Pace, prepared, seal
from selection.deciding.preview import preview
from selection.deciding.publication import publish
from selection.models import Decision, PreScore
from tests.cast import Cast, gather
from tests.crew import together
from tests.kept import once
from tests.selection.deciding import decided, moves, places, published, state, states


@pytest.fixture
@once
def applications(cast: Cast) -> list[Application]:
    """One accepted, two on the waiting list, one declined."""
    by = cast["RS1"]
    return [
        decided(cast.stop, 21, "accept", by=by),
        decided(cast.stop, 22, "wait", by=by, order=2),
        decided(cast.stop, 23, "wait", by=by, order=1, language="fr"),
        decided(cast.stop, 24, "decline", by=by, phone="", email="d@example.org", language="fr"),
    ]


def test_everybody_is_told_together_and_every_step_is_written_down(
    cast: Cast, applications: list[Application]
) -> None:
    assert published(cast.stop, by=cast["RS1"]) == 4
    assert states(applications) == ["accepted", "waiting", "waiting", "declined"]
    assert [moves(application) for application in applications] == [
        [("submitted", target)] for target in ("accepted", "waiting", "waiting", "declined")
    ]
    assert {*Move.objects.values_list("by", flat=True)} == {cast["RS1"].pk}
    assert Decision.objects.filter(published_at=None).count() == 0


def test_the_waiting_list_has_the_order_that_was_prepared_and_goes_on_at_the_next_publication(
    cast: Cast, applications: list[Application]
) -> None:
    published(cast.stop, by=cast["RS1"])
    late = decided(cast.stop, 25, "wait", by=cast["RS1"], order=0)
    published(cast.stop, by=cast["RS1"])
    listed = Application.objects.filter(state="waiting").order_by("rank")
    assert list(listed.values_list("pk", "rank")) == [
        (applications[2].pk, 1),
        (applications[1].pk, 2),
        (late.pk, 3),
    ]
    assert WaitingList.objects.get(stop=cast.stop).last_rank == 3


def test_without_an_order_of_their_own_the_best_score_comes_first(cast: Cast) -> None:
    applications = [
        decided(cast.stop, 30 + number, "wait", by=cast["RS1"], order=order)
        for number, order in enumerate([None, None, 7])
    ]
    for application, points in zip(applications, (20, 80, 0), strict=True):
        PreScore.objects.create(application=application, points=points)
    published(cast.stop, by=cast["RS1"])
    assert [Application.objects.get(pk=application.pk).rank for application in applications] == [
        3,
        2,
        1,
    ]


def test_who_is_offered_a_place_has_two_days_from_when_the_letter_leaves(
    cast: Cast, applications: list[Application]
) -> None:
    published(cast.stop, by=cast["RS1"])
    letter = Message.objects.get(event="accepted")
    until = Application.objects.get(pk=applications[0].pk).confirm_by
    assert until == letter.due_at + timedelta(hours=48)


def test_letters_leave_in_waves(cast: Cast) -> None:
    for number in range(5):
        decided(cast.stop, 30 + number, "wait", by=cast["RS1"], order=number)
    published(cast.stop, by=cast["RS1"], pace=Pace(wave=2, pause=10))
    due = list(
        Message.objects.filter(event="waiting_list")
        .order_by("due_at")
        .values_list("due_at", flat=True)
    )
    assert [due.count(moment) for moment in dict.fromkeys(due)] == [2, 2, 1]


def test_a_refusal_says_why_in_the_words_of_the_criteria_and_what_to_do_instead(
    cast: Cast, applications: list[Application]
) -> None:
    published(cast.stop, by=cast["RS1"])
    letter = Message.objects.get(event="declined")
    assert "– Le projet n’est pas encore prêt. Venez à l’atelier ouvert." in letter.body
    assert letter.body.count("/second-look/") == 1
    assert letter.address == "d@example.org"
    assert state(applications[3]) == "declined"


def test_a_person_sees_nothing_before(cast: Cast, applications: list[Application]) -> None:
    page = f"/my/{applications[3].token}/"
    before = cast.browser().get(page).content.decode()
    Decision.objects.all().delete()
    plain = cast.browser().get(page).content.decode()
    hidden = [page.split("<main")[1].split("csrfmiddlewaretoken")[0] for page in (before, plain)]
    assert hidden[0] == hidden[1]
    assert Message.objects.filter(event__in=["accepted", "declined", "waiting_list"]).count() == 0


def test_publishing_twice_is_harmless(cast: Cast, applications: list[Application]) -> None:  # noqa: ARG001  they are there
    seen = seal(prepared(cast.stop))
    assert [publish(cast.stop, by=cast["RS1"], seen=seen, pace=Pace()) for _ in range(2)] == [4, 0]
    assert Move.objects.count() == 4


def test_other_decisions_than_those_looked_at_are_not_published(
    cast: Cast, applications: list[Application]
) -> None:
    seen = seal(prepared(cast.stop))
    Decision.objects.filter(application=applications[1]).update(outcome="accept", version=2)
    with pytest.raises(ValidationError) as refusal:
        publish(cast.stop, by=cast["RS1"], seen=seen, pace=Pace())
    assert (refusal.value.code, state(applications[0])) == ("changed", "submitted")


def test_more_offers_than_places_are_refused_in_words_and_nothing_is_told(
    cast: Cast, applications: list[Application]
) -> None:
    places(cast.stop, 0)
    with pytest.raises(ValidationError) as refusal:
        published(cast.stop, by=cast["RS1"])
    assert (refusal.value.code, states(applications)) == ("places", ["submitted"] * 4)


@pytest.mark.usefixtures("in_english")
def test_what_is_looked_at_before_tells_counts_languages_ways_and_each_text(
    cast: Cast,
    applications: list[Application],  # noqa: ARG001  they are there
) -> None:
    summary = preview(cast.stop, Pace())
    assert [(each.people, each.languages) for each in summary.counts] == [
        (1, {"ar": 1}),
        (2, {"ar": 1, "fr": 1}),
        (1, {"fr": 1}),
    ]
    assert [(each.outcome, each.language) for each in summary.samples] == [
        ("Accept", "ar"),
        ("Waiting list", "ar"),
        ("Waiting list", "fr"),
        ("Decline", "fr"),
    ]
    assert (summary.undecided, summary.free, summary.waves) == (2, 360, 1)


def test_nobody_at_the_desk_sees_the_secret_of_a_link(
    cast: Cast, applications: list[Application]
) -> None:
    page = cast.client("RS1").get("/desk/fes/decisions/").content.decode()
    assert [application.token in page for application in applications] == [False] * 4


def test_looking_costs_the_same_for_one_and_for_three(cast: Cast) -> None:
    costs = []
    for number in range(3):
        decided(cast.stop, 40 + number, "wait", by=cast["RS1"], order=number)
        cast.client("RS1").get("/desk/fes/decisions/")
        with CaptureQueriesContext(connection) as queries:
            assert cast.client("RS1").get("/desk/fes/decisions/").status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[2]


def test_publishing_costs_as_many_statements_for_three_as_for_one(cast: Cast) -> None:
    costs = []
    for people in (2, 1, 3):
        for number in range(people):
            decided(cast.stop, 50 + people * 10 + number, "wait", by=cast["RS1"], order=number)
        with CaptureQueriesContext(connection) as queries:
            published(cast.stop, by=cast["RS1"])
        costs.append(len(queries))
    assert costs[1] == costs[2]


def test_the_button_publishes_and_leads_to_the_places(
    cast: Cast, applications: list[Application]
) -> None:
    sheet = {"seal": seal(prepared(cast.stop)), "wave": "200", "pause": "10"}
    answer = cast.client("RS1").post("/desk/fes/decisions/publication/", sheet)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/fes/seats/")
    assert states(applications) == ["accepted", "waiting", "waiting", "declined"]


def test_a_reviewer_does_not_publish(cast: Cast, applications: list[Application]) -> None:
    sheet = {"seal": seal(prepared(cast.stop)), "wave": "200", "pause": "10"}
    assert cast.client("RV").post("/desk/fes/decisions/publication/", sheet).status_code == 403
    assert states(applications) == ["submitted"] * 4


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_two_managers_who_publish_at_once_tell_everybody_once() -> None:
    cast = gather()
    applications = [
        decided(cast.stop, 30 + number, "wait", by=cast["RS1"], order=number)
        for number in range(20)
    ]
    seen = seal(prepared(cast.stop))

    def one() -> int:
        return publish(cast.stop, by=cast["RS1"], seen=seen, pace=Pace())

    assert sorted(together([one] * 8)) == [0] * 7 + [20]
    assert (
        Move.objects.count()
        == Message.objects.filter(event="waiting_list").count()
        == len(applications)
    )
    assert (
        Application.objects.filter(state="waiting", submitted_at__lte=timezone.now()).count() == 20
    )
