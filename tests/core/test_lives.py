"""A row lives as its table of moves says: one conditional UPDATE moves it, for one person only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.models import Application, Move
from applications.moves import move as move_application
from core.lives import move, origins
from programs.models import Stop
from tests.applications.test_candidacy_actions import at_once
from tests.cast import gather

if TYPE_CHECKING:
    from tests.cast import Cast

State = Stop.State


def states() -> list[str]:
    """How the stops stand, by number."""
    return list(Stop.objects.order_by("pk").values_list("state", flat=True))


@pytest.mark.parametrize(
    ("to", "origins_of_it"),
    [
        (State.OPEN, [State.PREPARED, State.CLOSED]),
        (State.CLOSED, [State.OPEN]),
        (State.PREPARED, []),
        ("nowhere", []),
    ],
)
def test_the_origins_of_a_state_are_those_from_which_a_move_leads_to_it(
    to: str, origins_of_it: list[State]
) -> None:
    assert origins(Stop.MOVES, to) == origins_of_it


@pytest.mark.usefixtures("cast")
def test_a_move_is_one_conditional_update_whatever_the_number_of_rows() -> None:
    with CaptureQueriesContext(connection) as queries:
        moved = move(Stop.objects.all(), Stop.MOVES, State.CLOSED, places=7)
    starts = [query["sql"].split()[0] for query in queries]
    assert (moved, starts, states()) == (2, ["UPDATE"], ["closed", "closed"])
    assert list(Stop.objects.values_list("places", flat=True)) == [7, 7]


def test_only_the_rows_that_may_go_there_are_moved(cast: Cast) -> None:
    Stop.objects.filter(pk=cast.elsewhere.pk).update(state=State.RUNNING)
    assert (move(Stop.objects.all(), Stop.MOVES, State.CLOSED), states()) == (
        1,
        ["closed", "running"],
    )


@pytest.mark.usefixtures("cast")
def test_a_second_move_to_the_same_state_moves_nobody() -> None:
    moved = [move(Stop.objects.all(), Stop.MOVES, State.CLOSED) for _twice in range(2)]
    assert (moved, states()) == ([2, 0], ["closed", "closed"])


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("to", [State.FINISHED, State.PREPARED, "nowhere", ""])
def test_a_move_that_the_life_does_not_know_does_nothing(to: str) -> None:
    assert (move(Stop.objects.all(), Stop.MOVES, to), states()) == (0, ["open", "open"])


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_of_sixteen_who_move_the_same_row_at_once_one_wins() -> None:
    stop = Stop.objects.filter(pk=gather().stop.pk)
    counts = at_once(lambda _number: move(stop.all(), Stop.MOVES, State.CLOSED), 16)
    assert sorted(map(str, counts)) == ["0"] * 15 + ["1"]


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_of_two_who_move_an_application_at_once_one_is_refused_and_one_line_is_written() -> None:
    cast = gather()
    outcomes: list[tuple[Application.State, dict[str, Any]]] = [
        (Application.State.ACCEPTED, {"confirm_by": timezone.now()}),
        (Application.State.DECLINED, {}),
    ]

    def decide(number: int) -> str:
        application = Application.objects.get(pk=cast.application.pk)
        application.state = Application.State.SUBMITTED  # as both read it before either wrote
        target, columns = outcomes[number]
        return str(move_application(application, target, by=cast["RS1"], **columns).target)

    answers = at_once(decide, 2)
    state = Application.objects.get(pk=cast.application.pk).state
    assert sorted(map(str, answers)) == sorted([state, "decided"])
    assert list(Move.objects.values_list("origin", "target")) == [("submitted", state)]


def test_a_line_of_the_log_says_who_moved_what_from_where_to_where_and_why(cast: Cast) -> None:
    line = move_application(
        cast.application, Application.State.WITHDRAWN, by=cast["RS1"], why="Asked by telephone."
    )
    assert (line.application, line.origin, line.target) == (
        cast.application,
        "submitted",
        "withdrawn",
    )
    assert (line.by, line.why, line.STATES) == (
        cast["RS1"],
        "Asked by telephone.",
        Application.State,
    )
