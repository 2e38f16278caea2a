"""What was just decided on the list is taken back whole, and nobody else's word with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pghistory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pghistory.models import Context

from selection.decisions import prepare
from selection.models import Decision, OwnLetter
from selection.own_letters import hold, reword
from selection.undoing import LATE, UNDO
from tests.selection.judging import file, reader, with_criteria

if TYPE_CHECKING:
    from applications.models import Application
    from programs.models import Stop
    from tests.cast import Cast

AT = "/desk/fes/choosing/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def stop(cast: Cast) -> Stop:
    """The open stop, empty, with its criteria."""
    with_criteria(cast)
    return cast.stop


def many(cast: Cast, files: list[Application], outcome: str, who: str = "RS1") -> str:
    """Decide about these files as they stand; the number of the act."""
    versions = dict(Decision.objects.values_list("application", "version"))
    keys = [f"{each.pk}:{versions.get(each.pk, 0)}" for each in files]
    answer: Any = cast.client(who).post(f"{AT}decisions/", {"outcome": outcome, "file": keys})
    cast.client(who).get(answer.headers["Location"])  # where its own sentence is read
    return str(answer.headers["Location"].partition("act=")[2])


def undo(cast: Cast, act: str, who: str = "RS1") -> list[str]:
    """Take it back; what the next page says."""
    answer: Any = cast.client(who).post(f"{AT}acts/{act}/undoing/", {"which": "open"}, follow=True)
    return [str(message) for message in answer.context["messages"]]


def standing() -> dict[str, tuple[Any, ...]]:
    """What is prepared, by file."""
    columns = ("outcome", "note", "order", "by__name")
    rows = Decision.objects.values_list("application__reference", *columns)
    return {reference: tuple(rest) for reference, *rest in rows}


def test_one_decision_about_many_is_taken_back_to_what_each_said(cast: Cast, stop: Stop) -> None:
    first, second, third = (file(stop, number, form=50) for number in (1, 2, 3))
    prepare(first, by=reader(), outcome="wait", order=4, note="Later")
    prepare(second, by=reader(), outcome="accept")
    before = standing()
    act = many(cast, [first, second, third], "accept")
    assert {outcome for outcome, *_rest in standing().values()} == {"accept"}
    assert undo(cast, act) == ["Undone: 2 files are as they were."]
    assert standing() == before


def test_what_was_left_open_is_decided_again(cast: Cast, stop: Stop) -> None:
    read = file(stop, 1)
    prepare(read, by=reader(), outcome="accept", note="Good")
    hold(read, by=reader())
    act = many(cast, [read], "open")
    assert standing() == {}
    undo(cast, act)
    row = Decision.objects.get()
    assert (row.outcome, row.note, row.by, row.held_by) == ("accept", "Good", reader(), reader())
    assert row.version == 3  # a number that no decision ever had


def test_a_row_that_was_pressed_offers_the_way_back_beside_its_panel(
    cast: Cast, stop: Stop
) -> None:
    read = file(stop, 1)
    answer: Any = cast.client("RS1").post(
        f"{AT}decisions/", {"one": f"accept:{read.pk}:0"}, headers=HTMX
    )
    act = answer.context["act"]
    assert act.files == 1
    assert undo(cast, str(act.code)) == ["Undone: 1 file is as it was."]
    assert standing() == {}


def test_what_somebody_decided_since_stays_theirs(cast: Cast, stop: Stop) -> None:
    first, second = file(stop, 1), file(stop, 2)
    act = many(cast, [first, second], "accept")
    with pghistory.context(user=reader().pk):  # as any other request has its own
        prepare(first, by=reader(), outcome="wait", seen=1)
    assert undo(cast, act) == [
        "Undone: 1 file is as it was.",
        "1 was changed by somebody since, and stays as it is.",
    ]
    assert standing() == {"FM-0001": ("wait", "", None, reader().name)}


def test_an_act_is_taken_back_once_in_time_and_by_whoever_did_it(cast: Cast, stop: Stop) -> None:
    read = file(stop, 1)
    act = many(cast, [read], "accept")
    late = ["It is too late to undo this: please change it by hand."]
    assert undo(cast, act, "SU") == late
    Context.objects.filter(pk=act).update(created_at=timezone.now() - UNDO - LATE)
    assert undo(cast, act) == late
    Context.objects.filter(pk=act).update(created_at=timezone.now())
    undo(cast, act)
    assert undo(cast, act) == ["1 was changed by somebody since, and stays as it is."]
    assert standing() == {}


def test_a_letter_that_was_dropped_comes_back_with_its_decision(cast: Cast, stop: Stop) -> None:
    for number, outcome in enumerate(("accept", "open")):
        read = file(stop, number)
        prepare(read, by=reader(), outcome="wait")
        words = {"short": f"Welcome {number}"}
        reword(read, by=reader(), seen=1, texts=words, usual={})
        act = many(cast, [read], outcome)
        assert OwnLetter.objects.filter(decision__application=read).exists() is False
        undo(cast, act)
        letter = OwnLetter.objects.get(decision__application=read)
        assert (letter.short, letter.event) == (f"Welcome {number}", "waiting_list")


def test_a_proposal_that_was_prepared_is_taken_back_whole(cast: Cast, stop: Stop) -> None:
    accepted = file(stop, 1)
    file(stop, 2, verdict="no", form=10)
    answer: Any = cast.client("RS1").post(
        f"{AT}what-if/preparation/", {"accept": [accepted.pk], "rest": "wait"}
    )
    assert len(standing()) == 2
    undo(cast, answer.headers["Location"].partition("act=")[2])
    assert standing() == {}


@pytest.mark.parametrize("people", [1, 3])
def test_taking_back_costs_the_same_for_one_and_for_three(
    cast: Cast, stop: Stop, people: int
) -> None:
    files = [file(stop, number) for number in range(people)]
    act = many(cast, files, "accept")
    with CaptureQueriesContext(connection) as told:
        cast.client("RS1").post(f"{AT}acts/{act}/undoing/")
    assert len(told) == 13


def test_a_number_that_names_no_act_shows_the_list(cast: Cast, stop: Stop) -> None:
    file(stop, 1)
    for act in ("x", "\x00", "00000000-0000-4000-8000-000000000000"):
        answer: Any = cast.client("RS1").get(AT, {"act": act})
        assert (
            answer.status_code,
            bool(answer.context["act"] and answer.context["act"].files),
        ) == (
            200,
            False,
        )
