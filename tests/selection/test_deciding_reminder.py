"""An offered place is reminded of once: at half of its hours, by day, while nobody has answered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine

from applications.actions import confirm_place
from applications.clock import pass_places_on, remind_of_places
from applications.models import Application
from messaging.models import Message
from tests.selection.deciding import opened, state

if TYPE_CHECKING:
    from tests.cast import Cast

OFFERED = datetime(2026, 12, 1, 9, tzinfo=UTC)  # a Tuesday; 48 hours to confirm
HALF = OFFERED + timedelta(hours=24)


@pytest.fixture
def offered(cast: Cast) -> Application:
    """One place, whose letter left at once."""
    with time_machine.travel(OFFERED, tick=False):
        first = opened(cast.stop, cast["RS1"])[0]
    Message.objects.update(state="sent", sent_at=OFFERED)
    return first


def run(*moments: datetime) -> list[int]:
    """How many reminders are written at each moment."""
    counts = []
    for moment in moments:
        with time_machine.travel(moment, tick=False):
            counts.append(remind_of_places())
    return counts


def reminders() -> list[tuple[str, str]]:
    rows = Message.objects.filter(event="place_reminder").order_by("pk")
    return [*rows.values_list("state", "address")]


def test_one_reminder_at_half_of_the_hours_and_never_another(offered: Application) -> None:
    minute, hour = timedelta(minutes=1), timedelta(hours=1)
    assert run(HALF - minute, HALF, HALF + minute, HALF + 10 * hour, HALF + 30 * hour) == [
        0,
        1,
        0,
        0,
        0,
    ]
    assert reminders() == [("new", offered.phone)]
    letter = Message.objects.get(event="place_reminder")
    assert (letter.expires_at, letter.about) == (offered.confirm_by, f"place:{offered.pk}")


def test_an_answer_drops_the_reminder_that_waits(offered: Application) -> None:
    assert run(HALF) == [1]
    with time_machine.travel(HALF, tick=False):
        confirm_place(offered)
    assert (reminders(), run(HALF + timedelta(hours=1))) == ([("dropped", offered.phone)], [0])


def test_who_has_answered_is_not_reminded(offered: Application) -> None:
    with time_machine.travel(OFFERED + timedelta(hours=1), tick=False):
        confirm_place(offered)
    assert (run(HALF), reminders()) == ([0], [])


def test_nobody_is_reminded_at_night(cast: Cast) -> None:
    evening = OFFERED.replace(hour=22)
    with time_machine.travel(evening, tick=False):
        first = opened(cast.stop, cast["RS1"])[0]
    Message.objects.update(state="sent", sent_at=evening)
    assert first.confirm_by
    morning = first.confirm_by - timedelta(hours=24)  # the hours begin when one may write
    Message.objects.update(sent_at=morning - timedelta(hours=24))
    assert run(
        morning - timedelta(minutes=1), morning, morning.replace(hour=23), morning.replace(hour=2)
    ) == [0, 1, 0, 0]


def test_a_half_that_falls_into_the_night_waits_for_the_morning(offered: Application) -> None:
    Application.objects.filter(pk=offered.pk).update(confirm_by=OFFERED + timedelta(hours=28))
    Message.objects.update(sent_at=OFFERED - timedelta(hours=12))
    assert run(OFFERED.replace(hour=23), OFFERED.replace(day=2, hour=6)) == [0, 0]
    assert run(OFFERED.replace(day=2, hour=8)) == [1]


@pytest.mark.usefixtures("offered")
def test_an_offer_that_waits_to_leave_is_not_reminded_of() -> None:
    Message.objects.update(state="new", sent_at=None)
    assert run(HALF, HALF + timedelta(hours=5)) == [0, 0]


def test_a_place_that_was_passed_on_is_not_reminded_of(offered: Application) -> None:
    after = OFFERED + timedelta(hours=48, minutes=1)
    with time_machine.travel(after, tick=False):
        assert pass_places_on() == 1
    assert (state(offered), run(after)) == ("lapsed", [0])


@pytest.mark.usefixtures("offered")
def test_the_next_person_has_hours_and_a_reminder_of_their_own(cast: Cast) -> None:
    after = OFFERED + timedelta(hours=48, minutes=1)
    with time_machine.travel(after, tick=False):
        pass_places_on()
    Message.objects.filter(state="new").update(state="sent", sent_at=after)
    following = Application.objects.get(stop=cast.stop, state="accepted")
    assert run(after + timedelta(hours=23), after + timedelta(hours=24)) == [0, 1]
    assert reminders() == [("new", following.phone)]
