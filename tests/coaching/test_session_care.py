"""Whom the team calls before anything is booked: who missed sessions, who could not be reached."""

from __future__ import annotations

import re
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from coaching.booking.rules import must_call_first
from coaching.models import Attempt, CareTalk, CoachingRules, Report
from coaching.session.care import talked_with, to_call
from coaching.session.support import supported
from tests.coaching.held import make_session, of_ex1
from tests.pages import content_of
from tests.workshops.planned import make_participation

if TYPE_CHECKING:
    from coaching.models import Booking
    from tests.cast import Cast


def missed(cast: Cast, many: int, *, outcome: str = "no_show") -> Booking:
    """Somebody missed so many sessions."""
    expert, person = of_ex1(cast), make_participation(cast.stop, 1)
    for n in range(many):
        ago = timedelta(hours=n + 1)
        booking = make_session(expert, cast.stop, person, ago=ago, state="missed")
        Report.objects.create(booking=booking, outcome=outcome)
    return booking


def test_two_missed_sessions_ask_for_a_call_and_one_does_not(cast: Cast) -> None:
    booking = missed(cast, 1)
    assert to_call([cast.stop], cast["RS1"]) == []
    ago = timedelta(hours=3)
    assert booking.participation
    make_session(booking.expert, cast.stop, booking.participation, ago=ago, state="missed")
    [row] = to_call([cast.stop], cast["RS1"])
    assert (row.participation, row.missed, row.calls) == (booking.participation, 2, 0)


def test_what_the_line_or_the_expert_was_to_blame_for_is_not_counted(cast: Cast) -> None:
    missed(cast, 3, outcome="line")
    assert to_call([cast.stop], cast["RS1"]) == []


def test_a_stop_sets_how_many_missed_sessions_are_enough(cast: Cast) -> None:
    CoachingRules.objects.create(stop=cast.stop, missed_times=3)
    missed(cast, 2)
    assert to_call([cast.stop], cast["RS1"]) == []


def test_a_talk_lets_somebody_book_again(cast: Cast) -> None:
    booking = missed(cast, 2)
    person = booking.participation
    assert person
    assert must_call_first(person)
    page = cast.client("RS1").post(
        f"/desk/{cast.stop.slug}/coaching/calls/{person.pk}/", {"words": "Was ill"}
    )
    assert (page.status_code, CareTalk.objects.get().words) == (302, "Was ill")
    assert (to_call([cast.stop], cast["RS1"]), must_call_first(person)) == ([], False)


def test_three_calls_without_an_answer_ask_for_a_call_of_the_team(cast: Cast) -> None:
    booking = make_session(of_ex1(cast), cast.stop)
    for n in range(3):
        assert to_call([cast.stop], cast["RS1"]) == []
        at = timezone.now() - timedelta(minutes=10 - n)
        Attempt.objects.create(booking=booking, at=at)
    [row] = to_call([cast.stop], cast["RS1"])
    assert (row.missed, row.calls) == (0, 3)
    assert booking.participation
    talked_with(booking.participation, "", by=cast["RS1"])
    assert to_call([cast.stop], cast["RS1"]) == []


def test_people_of_another_stop_are_called_by_its_own_team(cast: Cast) -> None:
    missed(cast, 2)
    there = to_call([cast.elsewhere], cast["RS2"])
    assert (len(to_call([cast.stop], cast["RS1"])), there) == (1, [])


def test_hours_of_support_carry_a_sign_once_they_are_many(cast: Cast) -> None:
    expert = of_ex1(cast)
    for n in (1, 2):
        booking = make_session(expert, cast.stop, n, ago=timedelta(hours=n), state="held")
        Report.objects.create(booking=booking, outcome="held", minutes=[30, 300][n - 1])
    people = supported(cast.stop, cast["RS1"])
    rows = [(each.person.name, each.minutes, each.held) for each in people]
    assert rows == [("Person 2", 300, 1), ("Person 1", 30, 1)]
    page = content_of(cast.client("RS1").get(f"/desk/{cast.stop.slug}/coaching/support/"))
    assert page.count("much</span>") == 1


@pytest.mark.parametrize(
    ("code", "pages"), [("RS1", ["", "report/"]), ("RV", [""]), ("EX1", ["", "report/"])]
)
def test_the_way_back_from_a_session_leads_where_one_may_go(
    cast: Cast, code: str, pages: list[str]
) -> None:
    booking = make_session(of_ex1(cast), cast.stop)
    browser = cast.client(code)
    for page in pages:
        shown = content_of(browser.get(f"/expert/sessions/{booking.pk}/{page}"))
        (back,) = re.findall(r'<p><a href="([^"]+)"', shown)[:1]
        assert browser.get(back).status_code == HTTPStatus.OK
