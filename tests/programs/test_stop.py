"""The life of a stop: its moves, its clock, its numbers."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from programs.actions import move_stop, next_reference
from programs.clock import keep_time
from programs.models import Stop
from tests.cast import Cast

State = Stop.State
MOVES = [(origin, target) for origin in State for target in State]


@pytest.mark.parametrize(("origin", "target"), MOVES)
def test_a_stop_makes_the_moves_of_its_life_and_no_other(
    cast: Cast, origin: State, target: State
) -> None:
    Stop.objects.filter(pk=cast.stop.pk).update(state=origin)
    if target in Stop.MOVES[origin]:
        assert move_stop(cast.stop, to=target).state == target
    else:
        with pytest.raises(ValidationError) as refusal:
            move_stop(cast.stop, to=target)
        assert refusal.value.code == "move"


def test_a_refused_move_is_a_sentence(cast: Cast) -> None:
    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        move_stop(cast.stop, to=State.FINISHED)
    assert refusal.value.messages == ["The stop cannot go from “Open” to “Finished”."]


def test_a_stop_is_not_opened_after_its_window(cast: Cast) -> None:
    now = timezone.now()
    Stop.objects.filter(pk=cast.stop.pk).update(
        state=State.CLOSED, closes_at=now - timedelta(hours=1)
    )
    with pytest.raises(ValidationError) as refusal:
        move_stop(cast.stop, to=State.OPEN)
    assert refusal.value.code == "window"


@pytest.mark.parametrize(
    ("state", "opens", "closes", "after"),
    [
        (State.PREPARED, -1, 1, State.OPEN),
        (State.PREPARED, 1, 2, State.PREPARED),
        (State.PREPARED, -2, -1, State.PREPARED),
        (State.OPEN, -2, -1, State.CLOSED),
        (State.OPEN, -1, 1, State.OPEN),
        (State.CLOSED, -1, 1, State.CLOSED),
        (State.RUNNING, -2, -1, State.RUNNING),
    ],
)
def test_the_clock_opens_and_closes(
    cast: Cast, state: State, opens: int, closes: int, after: State
) -> None:
    now = timezone.now()
    stop = Stop.objects.filter(pk=cast.stop.pk)
    stop.update(
        state=state, opens_at=now + timedelta(hours=opens), closes_at=now + timedelta(hours=closes)
    )
    keep_time()
    assert stop.get().state == after


def test_file_numbers_follow_each_other(cast: Cast) -> None:
    Stop.objects.filter(pk=cast.stop.pk).update(last_number=229)
    assert [next_reference(cast.stop), next_reference(cast.stop)] == ["FM-0230", "FM-0231"]


def test_giving_out_a_file_number_is_no_change_of_the_stop(cast: Cast) -> None:
    before = cast.stop.events.count()
    next_reference(cast.stop)
    assert cast.stop.events.count() == before


def test_every_change_of_state_is_kept_by_the_database(cast: Cast) -> None:
    Stop.objects.filter(pk=cast.stop.pk).update(state=State.CLOSED)
    assert list(cast.stop.events.order_by("pgh_id").values_list("pgh_label", "state")) == [
        ("insert", "open"),
        ("update", "closed"),
    ]


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"slug": "admin"}, "stop_slug_is_free"),
        ({"closes_at": timezone.now() - timedelta(days=400)}, "stop_opens_before_it_closes"),
        ({"ends_on": "2020-01-01"}, "stop_starts_before_it_ends"),
    ],
)
def test_the_database_refuses_a_stop_that_makes_no_sense(
    cast: Cast, change: dict[str, object], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Stop.objects.filter(pk=cast.stop.pk).update(**change)
