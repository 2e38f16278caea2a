"""The life of a stop: its moves, its clock, its numbers."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from programs.actions import move_stop, next_reference
from programs.clock import keep_time
from programs.models import Stop, TakenOver
from selection.models import Criterion
from tests.cast import Cast

State = Stop.State
DAY = timedelta(days=1)
MOVES = [(origin, target) for origin in State for target in State]


@pytest.fixture(autouse=True)
def complete(cast: Cast) -> None:
    """The stop has what its public page needs."""
    texts = {"tagline_ar": "قافلة", "description_ar": "مواكبة", "next_steps_ar": "نقرأ طلبك"}
    Stop.objects.filter(pk=cast.stop.pk).update(**texts)
    Criterion.objects.create(stop=cast.stop, code="ready", name_ar="الاستعداد")


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


@pytest.mark.parametrize("by_hand", [True, False])
def test_what_a_stop_had_before_a_copy_is_forgotten_once_it_opens(
    cast: Cast, *, by_hand: bool
) -> None:
    now = timezone.now()
    window = {"opens_at": now - DAY, "closes_at": now + DAY}
    Stop.objects.filter(pk=cast.stop.pk).update(state=State.PREPARED, **window)
    for stop in (cast.stop, cast.elsewhere):
        TakenOver.objects.create(stop=stop, source=stop, before={}, after="")
    Stop.objects.filter(pk=cast.elsewhere.pk).update(state=State.PREPARED, opens_at=now + DAY)
    if by_hand:
        move_stop(cast.stop, to=State.OPEN)
    else:
        keep_time()
    assert [each.stop for each in TakenOver.objects.all()] == [cast.elsewhere]


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


@pytest.mark.parametrize(
    ("lacking", "missing"),
    [
        ({"tagline_ar": ""}, "one sentence"),
        ({"description_ar": "", "next_steps_ar": ""}, "description · what happens after sending"),
        ({}, "criteria of the selection"),
    ],
)
def test_a_stop_without_texts_or_criteria_opens_neither_by_hand_nor_by_the_clock(
    cast: Cast, lacking: dict[str, str], missing: str
) -> None:
    stop, now = Stop.objects.filter(pk=cast.stop.pk), timezone.now()
    stop.update(state=State.PREPARED, opens_at=now - DAY, closes_at=now + DAY, **lacking)
    if not lacking:
        Criterion.objects.filter(stop=cast.stop).delete()
    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        move_stop(cast.stop, to=State.OPEN)
    assert refusal.value.messages == [f"The stop cannot open yet. Missing: {missing}."]
    keep_time()
    assert stop.get().state == State.PREPARED


def test_what_begins_by_hand_begins_now(cast: Cast) -> None:
    now, today = timezone.now(), timezone.localdate()
    Stop.objects.filter(pk=cast.stop.pk).update(
        state=State.PREPARED,
        opens_at=now + DAY,
        closes_at=now + 9 * DAY,
        starts_on=today + 20 * DAY,
        ends_on=today + 30 * DAY,
    )
    opened = move_stop(cast.stop, to=State.OPEN)
    assert (opened.takes_applications, opened.opens_later) == (True, False)
    move_stop(cast.stop, to=State.CLOSED)
    assert move_stop(cast.stop, to=State.RUNNING).starts_on == today
    finished = move_stop(cast.stop, to=State.FINISHED)
    assert (finished.starts_on, finished.ends_on) == (today, today)


@pytest.mark.parametrize(
    ("state", "field"),
    [(State.OPEN, "opens_at"), (State.RUNNING, "starts_on"), (State.FINISHED, "ends_on")],
)
def test_a_day_that_the_state_contradicts_is_refused_beside_its_field(
    cast: Cast, state: State, field: str
) -> None:
    now, today = timezone.now(), timezone.localdate()
    stop = cast.stop
    stop.state, stop.opens_at, stop.closes_at = state, now - DAY, now + 9 * DAY
    stop.starts_on, stop.ends_on = today - DAY, today - DAY
    stop.clean()
    setattr(stop, field, now + DAY if field == "opens_at" else today + DAY)
    with pytest.raises(ValidationError) as refusal:
        stop.clean()
    assert [*refusal.value.message_dict] == [field]


def test_support_begins_on_the_day_on_which_applications_open_or_later(cast: Cast) -> None:
    stop, now = cast.stop, timezone.now()
    stop.state, stop.opens_at, stop.closes_at = State.PREPARED, now + 5 * DAY, now + 9 * DAY
    stop.starts_on = timezone.localdate(stop.opens_at)
    stop.clean()
    stop.starts_on -= DAY
    with pytest.raises(ValidationError) as refusal:
        stop.clean()
    with translation.override("en"):
        assert refusal.value.message_dict == {
            "starts_on": ["The support cannot begin before applications open."]
        }


@pytest.mark.parametrize(
    ("state", "opens", "closes", "badge"),
    [
        (State.OPEN, 1, 2, State.PREPARED),
        (State.OPEN, -1, 1, State.OPEN),
        (State.OPEN, -2, -1, State.CLOSED),
        (State.PREPARED, 1, 2, State.PREPARED),
        (State.RUNNING, -2, -1, State.RUNNING),
    ],
)
def test_the_badge_of_a_stop_never_contradicts_its_days(
    cast: Cast, state: State, opens: int, closes: int, badge: State
) -> None:
    now, stop = timezone.now(), cast.stop
    stop.state, stop.opens_at, stop.closes_at = state, now + opens * DAY, now + closes * DAY
    assert stop.state_of_today == badge


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
