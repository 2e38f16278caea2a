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
from coaching.session import care, care_views
from coaching.session.care import Many, how_many, talked_with, to_call
from coaching.session.support import supported
from tests.coaching.held import make_session, of_ex1
from tests.pages import content_of
from tests.workshops.planned import make_participation

if TYPE_CHECKING:
    from coaching.models import Booking, Expert
    from people.models import Participation
    from programs.models import Stop
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


def missed_by(expert: Expert, stop: Stop, number: int) -> Participation:
    """Person `number`, who missed two sessions, the later the lower the number."""
    person = make_participation(stop, number)
    for hours in (number, number + 10):
        make_session(expert, stop, person, ago=timedelta(hours=hours), state="missed")
    return person


def test_people_to_call_are_counted_no_further_than_the_desk_shows(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(care, "MOST", 2)
    expected = [Many(1, more=False, stop=cast.stop.pk), Many(2, more=False, stop=cast.stop.pk)]
    expected.append(Many(2, more=True, stop=cast.stop.pk))
    found, expert = [], of_ex1(cast)
    for number in (1, 2, 3):
        missed_by(expert, cast.stop, number)
        found.append(how_many([cast.stop], cast["RS1"]))
    assert (found, how_many([cast.elsewhere], cast["RS2"])) == (
        expected,
        Many(0, more=False, stop=None),
    )
    page = content_of(cast.client("RS1").get("/desk/"))
    [line] = re.findall(r"<li>(?:(?!</li>).)*People to call(?:(?!</li>).)*</li>", page, re.DOTALL)
    assert "more than 2" in line


def test_who_missed_sessions_and_could_not_be_reached_counts_once(cast: Cast) -> None:
    booking = missed(cast, 2)
    assert booking.participation
    called = make_session(booking.expert, cast.stop, booking.participation, ago=timedelta(hours=9))
    for _times in range(3):
        Attempt.objects.create(booking=called)
    [row] = to_call([cast.stop], cast["RS1"])
    assert (row.missed, row.calls, row.last) == (2, 3, called.starts_at)
    assert how_many([cast.stop], cast["RS1"]) == Many(1, more=False, stop=cast.stop.pk)


def called_at(cast: Cast, code: str, query: str = "") -> tuple[list[str], list[str], bool]:
    """Who stands on a page of calls, where one goes on from there, and whether it ends early."""
    page = cast.client(code).get(f"/desk/{cast.stop.slug}/coaching/calls/{query}")
    said, names = content_of(page), [row.participation.person.name for row in page.context["rows"]]
    return names, re.findall(r'href="(\?[^"]*)"', said), "The latest 2 are shown." in said


@pytest.mark.parametrize("code", ["RS1", "RV"])
def test_people_to_call_are_paged_the_latest_first(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setattr(care_views, "SHOWN", 2)
    first, expert = [], of_ex1(cast)
    for number in (3, 2, 1):
        missed_by(expert, cast.stop, number)
        first.append(called_at(cast, code))
    assert first == [
        (["Person 3"], [], False),
        (["Person 2", "Person 3"], [], False),
        (["Person 1", "Person 2"], ["?page=2"], False),
    ]
    further = [called_at(cast, code, f"?page={page}") for page in ("2", "3", "٢", "99", "x")]
    assert further == [
        (["Person 3"], ["?page=1"], False),
        ([], ["?"], False),
        *[first[-1]] * 3,
    ]


def test_a_page_of_calls_beyond_which_nobody_reads_says_that_others_follow(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(care_views, "SHOWN", 1)
    monkeypatch.setattr(care_views, "PAGES", 2)
    expert = of_ex1(cast)
    for number in (1, 2, 3):
        missed_by(expert, cast.stop, number)
    assert called_at(cast, "RV", "?page=2") == (["Person 2"], ["?page=1"], True)


def test_missed_sessions_beyond_the_cut_are_told_of_who_could_not_be_reached(cast: Cast) -> None:
    expert = of_ex1(cast)
    missed_by(expert, cast.stop, 1)
    person = missed_by(expert, cast.stop, 2)
    called = make_session(expert, cast.stop, person, ago=timedelta(minutes=5))
    for _times in range(3):
        Attempt.objects.create(booking=called)
    [row] = to_call([cast.stop], cast["RS1"], most=1)
    assert (row.participation, row.missed, row.calls) == (person, 2, 3)


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


def unanswered(expert: Expert, person: Participation, *minutes: int) -> None:
    """Sessions of this person for which nobody answered three times, so many minutes ago."""
    for ago in minutes:
        booking = make_session(expert, person.stop, person, ago=timedelta(minutes=ago))
        Attempt.objects.bulk_create(Attempt(booking=booking) for _times in range(3))


def test_who_has_many_unanswered_sessions_hides_nobody(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(care_views, "SHOWN", 2)
    expert, people = of_ex1(cast), [make_participation(cast.stop, n) for n in (1, 2, 3)]
    shown = []
    for person, minutes in zip(people, ((5, 65, 125, 185), (245,), (305,)), strict=True):
        unanswered(expert, person, *minutes)
        page = cast.client("RS1").get(f"/desk/{cast.stop.slug}/coaching/calls/")
        rows = [(row.participation, row.calls) for row in page.context["rows"]]
        shown.append((rows, page.context["cut"]))
    one, two = [(person, 3) for person in people[:2]]
    assert shown == [([one], 0), ([one, two], 0), ([one, two], 2)]


def test_unanswered_calls_beyond_the_cut_are_told_of_who_missed_sessions(cast: Cast) -> None:
    expert = of_ex1(cast)
    person = missed_by(expert, cast.stop, 1)
    unanswered(expert, person, 6000)
    unanswered(expert, make_participation(cast.stop, 2), 5000)
    [row] = to_call([cast.stop], cast["RS1"], most=1)
    both = to_call([cast.stop], cast["RS1"], most=2)
    assert (row, both[1].participation, both[1].missed, both[1].calls) == (both[0], person, 2, 3)
