"""What a night found wrong is told to those who answer for figures, until one takes note."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.utils import timezone

from desk.digest import write_digests
from messaging.models import Message
from people.models import User
from reporting.counting.checking import check
from reporting.counting.folding import fold
from reporting.models import Alarm, Count
from tests.kept import once
from tests.reporting.counting.test_checking import unwatched

if TYPE_CHECKING:
    from tests.cast import Cast

TODAY, FIGURES = "/desk/", "/desk/figures/"
SAYS = "Figures that were wrong and were put right in the night"
MORNING = datetime(2026, 11, 30, 9, 0, tzinfo=timezone.get_default_timezone())  # a Monday


@once
def found_in_the_night(cast: Cast) -> Alarm:
    """That counters of a change without its trigger were found."""
    fold()
    unwatched(cast)
    check()
    return Alarm.objects.get()


@pytest.fixture
def alarm(cast: Cast) -> Alarm:
    return found_in_the_night(cast)


def test_a_night_without_drift_leaves_no_alarm(cast: Cast) -> None:
    assert cast.stop
    fold()
    check()
    assert Alarm.objects.count() == 0


def test_an_alarm_says_how_much_was_wrong(alarm: Alarm) -> None:
    assert (alarm.facts, alarm.counts) == (1, 8)


@pytest.mark.parametrize(
    ("code", "told"), [("RS1", 1), ("RS2", 1), ("SU", 1), ("NS", 1), ("RV", 0)]
)
@pytest.mark.usefixtures("alarm")
def test_it_stands_on_the_first_page_of_who_answers_for_figures(
    cast: Cast, code: str, told: int
) -> None:
    items = cast.client(code).get(TODAY).context["todo_items"]
    assert [(item.count, item.url) for item in items if str(item.name) == SAYS] == [
        (1, FIGURES)
    ] * told


@pytest.mark.parametrize(("code", "told"), [("NS", 1), ("RS1", 1), ("RV", 0)])
def test_the_page_of_figures_says_what_was_wrong(
    cast: Cast, alarm: Alarm, code: str, told: int
) -> None:
    html = cast.client(code).get(FIGURES).content.decode()
    assert html.count(f'action="/desk/figures/alarms/{alarm.pk}/note/"') == told


def test_whoever_takes_note_is_kept_and_nobody_is_told_again(cast: Cast, alarm: Alarm) -> None:
    address = f"/desk/figures/alarms/{alarm.pk}/note/"
    statuses = [cast.client(code).post(address).status_code for code in ("RV", "NS", "RS1")]
    alarm.refresh_from_db()
    items = cast.client("RS1").get(TODAY).context["todo_items"]
    assert (statuses, alarm.seen_by) == ([403, 302, 302], cast["NS"])
    assert [item for item in items if str(item.name) == SAYS] == []


@pytest.mark.usefixtures("alarm")
def test_the_morning_s_summary_says_it_to_them_and_to_no_reviewer(cast: Cast) -> None:
    User.objects.filter(pk=cast["XX"].pk).update(is_active=False)
    with time_machine.travel(MORNING, tick=False):
        write_digests(MORNING)
    told = Message.objects.filter(event="digest", body__contains="/desk/figures")
    assert {*told.values_list("address", flat=True)} == {
        cast[code].email for code in ("RS1", "RS2", "NS", "NM")
    }


def test_a_counter_that_is_right_again_keeps_its_alarm(cast: Cast, alarm: Alarm) -> None:
    assert cast.stop
    check()
    assert [*Alarm.objects.standing()] == [alarm]
    assert Count.objects.exists()
