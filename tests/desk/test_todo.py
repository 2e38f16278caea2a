"""What needs somebody now: how many, since when, and the way to the one that waits longest."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from applications.models import Application
from messaging.models import Message, Thread
from people.todo import todo_items
from selection.models import Appeal, Decision, InformationRequest, Review
from tests.selection.crowd import applicant
from tests.workshops.planned import make_workshop
from workshops.models import Question

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from tests.cast import Cast

LONG_AGO, LATER = datetime(2026, 1, 2, tzinfo=UTC), datetime(2026, 1, 3, tzinfo=UTC)
DESK = "/desk/"


def waiting(cast: Cast, code: str = "RV") -> dict[str, tuple[int, date | None, str]]:
    """What waits, by the name of its pictogram: how many, since when, where."""
    every = todo_items(cast[code], {})
    return {each.icon: (each.count, each.since, each.url) for each in every if each.count}


def nothing_free(cast: Cast) -> None:
    """Somebody else has read the files of the cast."""
    for application in (cast.application, cast.neighbour):
        Review.objects.create(
            application=application, reviewer=cast["RS1"], verdict="yes", judged_at=timezone.now()
        )


def test_unread_conversations(cast: Cast) -> None:
    nothing_free(cast)
    for number, when in enumerate((LATER, LONG_AGO)):
        Thread.objects.create(
            person=cast[f"AP{number + 1}"], stop=cast.stop, unread=2, last_at=when
        )
    assert waiting(cast) == {"mail": (2, LONG_AGO, "/desk/conversations/")}


def test_files_given_to_me_and_files_that_nobody_has(cast: Cast) -> None:
    Review.objects.create(application=cast.application, reviewer=cast["RV"], assigned_at=LATER)
    Application.objects.filter(pk=cast.neighbour.pk).update(submitted_at=LONG_AGO)
    triage = "/desk/fes/triage/"
    assert waiting(cast) == {"file": (1, LATER, triage), "waiting": (1, LONG_AGO, triage)}


def test_a_file_that_is_decided_waits_for_nobody(cast: Cast) -> None:
    Review.objects.create(application=cast.application, reviewer=cast["RV"])
    for application in (cast.application, cast.neighbour):
        Decision.objects.create(application=application, outcome="accept", by=cast["RS1"])
    assert waiting(cast) == {}


def test_a_missing_piece_waits_once_it_came_back(cast: Cast) -> None:
    nothing_free(cast)
    for application, answered in ((cast.application, LATER), (cast.neighbour, None)):
        InformationRequest.objects.create(
            application=application, asked_by=cast["RV"], asked_at=LONG_AGO, answered_at=answered
        )
    assert waiting(cast) == {"paper": (1, LATER, "/desk/fes/triage/FM-0001/")}


def test_second_looks(cast: Cast) -> None:
    nothing_free(cast)
    Application.objects.filter(pk=cast.application.pk).update(state="declined")
    Decision.objects.create(application=cast.application, outcome="accept", by=cast["RS1"])
    Appeal.objects.create(application=cast.application, asked_at=LATER)
    assert waiting(cast) == {"people": (1, LATER, "/desk/fes/second-looks/")}


@pytest.mark.parametrize(("hours", "waits"), [(1, True), (13, False)])
def test_a_place_that_soon_passes_on(cast: Cast, hours: int, waits: bool) -> None:  # noqa: FBT001  Django calls it so
    nothing_free(cast)
    until = timezone.now() + timedelta(hours=hours)
    Application.objects.filter(pk=cast.application.pk).update(state="accepted", confirm_by=until)
    assert waiting(cast) == ({"clock": (1, until, "/desk/fes/seats/")} if waits else {})


def test_messages_that_need_a_decision_or_a_hand(cast: Cast) -> None:
    nothing_free(cast)
    values: dict[str, Any] = {
        "stop": cast.stop,
        "address": "+212699000001",
        "language": "ar",
        "body": "ZZC",
    }
    Message.objects.create(
        key="a", channel="sms", state="failed", moved_at=timezone.now(), **values
    )
    Message.objects.create(key="b", channel="by_hand", due_at=LONG_AGO, **values)
    items = waiting(cast)
    assert (items["warning"][0], items["whatsapp"]) == (1, (1, LONG_AGO, "/desk/messages/by-hand/"))


def test_a_sheet_that_was_sent_and_not_recorded(cast: Cast) -> None:
    browser = cast.browser("RS1")
    sheet = SimpleUploadedFile("a.csv", b"kind;name\nproject;", "text/csv")
    sent = browser.post("/desk/fes/import/", {"sheet": sheet})
    there = {each.icon: each for each in browser.get(DESK).context["todo_items"]}["digital"]
    assert (there.count, there.url) == (1, sent.headers["Location"])


def test_another_region_s_work_is_not_mine(cast: Cast) -> None:
    applicant(cast.elsewhere, 10)
    Appeal.objects.create(application=cast.foreign)
    nothing_free(cast)
    assert waiting(cast, "RS1") == {}


@pytest.mark.parametrize(("code", "statements"), [("RV", 27), ("RS1", 32)])
@pytest.mark.parametrize("many", [1, 3])
def test_one_waiting_file_costs_what_three_do(
    cast: Cast,
    many: int,
    code: str,
    statements: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(many):
        applicant(cast.stop, 10 + number)
    user = cast[code]
    with django_assert_num_queries(statements):
        assert {each.icon: each.count for each in todo_items(user, {})}["waiting"] == many + 2


def test_the_desk_begins_with_what_waits(cast: Cast) -> None:
    items = cast.client("RS1").get(DESK).context["todo_items"]
    assert {each.icon: each.count for each in items} == {"waiting": 2}


def test_there_is_one_first_page(cast: Cast) -> None:
    assert cast.client("RS1").get("/admin/").headers["Location"] == DESK


def test_what_is_due_on_a_day_to_come_is_the_first_and_not_the_oldest(cast: Cast) -> None:
    workshop = make_workshop(cast.stop, at=timezone.now() - timedelta(days=1))
    due = timezone.localdate() + timedelta(days=6)
    Question.objects.create(workshop=workshop, text="?", state="later", due_on=due)
    page = cast.client("RS1", "en").get("/desk/").content.decode()
    told = re.findall(r"the (first|oldest): ([^<]*)<", " ".join(page.split()))
    assert [(word, f"{due.day} " in said) for word, said in told][-1] == ("first", True)
