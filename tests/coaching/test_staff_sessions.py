"""The sessions of a stop at the desk: a week of them, one of them, what a team does and undoes."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coaching.booking.links import session_url
from coaching.booking.rules import rules_of
from coaching.models import Booking, Slot
from coaching.session.todo_items import todo
from people.todo import Desk
from tests.coaching.arranged import make_booking, make_expert, make_slot, make_slots
from tests.coaching.held import make_session, of_ex1
from tests.pages import content_of
from tests.workshops.planned import make_participation

if TYPE_CHECKING:
    from django.test import Client

    from tests.cast import Cast

DESK = "/desk/fes/coaching/"


def session_of(cast: Cast, n: int = 1, **values: object) -> Booking:
    """A session of person `n` with expert `n`."""
    slot = make_slot(make_expert(cast.stop, n), cast.stop)
    return make_booking(slot, make_participation(cast.stop, n), **values)


def week_of(booking: Booking) -> str:
    return f"{DESK}?on={timezone.localdate(booking.starts_at)}"


def people(page: str) -> list[str]:
    """Who stands in the list, in order."""
    found = re.findall(r'scope="row"><a href="[^"]*/sessions/\d+/">(.*?)</a>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", "", each).split()) for each in found]


def of(booking: Booking, act: str = "") -> str:
    return f"{DESK}sessions/{booking.pk}/{act}"


def test_a_week_shows_who_meets_whom_in_order_and_the_hours_of_each(cast: Cast) -> None:
    first, second = make_slots(make_expert(cast.stop), cast.stop, 2)
    for n, slot in enumerate((second, first), start=1):
        make_booking(slot, make_participation(cast.stop, n))
    day = timezone.localdate(first.starts_at)
    page = content_of(cast.client("RV").get(f"{DESK}?on={day}"))
    cells = re.findall(r"<td>(.*?)</td>", page)
    assert (people(page), cells) == (["Person 2", "Person 1"], ["2", "0:50", "0"])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("&span=day", ["Person 1", "Person 2"]),
        ("&state=cancelled", ["Person 3"]),
        ("&expert={}", ["Person 2"]),
        ("&expert=x&state=x&span=x", ["Person 1", "Person 2"]),
        ("&expert=²", ["Person 1", "Person 2"]),
        ("&expert=9999999999999999999", ["Person 1", "Person 2"]),
    ],
)
def test_the_list_is_narrowed_and_knows_no_nonsense(
    cast: Cast, query: str, found: list[str]
) -> None:
    first, second = session_of(cast, 1), session_of(cast, 2)
    session_of(cast, 3, state="cancelled")
    page = content_of(cast.client("RS1").get(week_of(first) + query.format(second.expert_id)))
    assert people(page) == found


@pytest.mark.parametrize("day", ["", "x", "2026-13-45", "9999-12-31", "٢٠٢٦-١٢-٠١", "0001-01-01"])
def test_any_day_is_read_and_nonsense_is_this_week(cast: Cast, day: str) -> None:
    assert cast.client("RS1").get(f"{DESK}?on={day}").status_code == 200


def test_the_list_costs_as_much_for_one_as_for_three(cast: Cast) -> None:
    first = session_of(cast, 1)
    cast.client("RS1").get(week_of(first))
    spent = []
    for more in ((), (2, 3)):
        for n in more:
            session_of(cast, n)
        with CaptureQueriesContext(connection) as statements:
            cast.client("RS1").get(week_of(first))
        spent.append(len(statements))
    assert spent[0] == spent[1]


def test_a_cancellation_needs_a_reason_and_is_undone(cast: Cast) -> None:
    booking, team = session_of(cast), cast.client("RS1")
    refused = team.post(of(booking, "cancellation/"), {"why": ""})
    team.post(of(booking, "cancellation/"), {"why": "The expert is ill"})
    booking.refresh_from_db()
    page = content_of(team.get(of(booking)))
    assert (refused.status_code, booking.state) == (422, "cancelled")
    assert ("The expert is ill" in page, "Undo: book it again" in page) == (True, True)
    team.post(of(booking, "undoing/"))
    again = Booking.objects.get(slot=booking.slot, state="booked")
    assert (again.person, again.moves.get().by) == (booking.person, cast["RS1"])


def test_what_the_person_cancelled_is_undone_by_nobody(cast: Cast, client: Client) -> None:
    booking = session_of(cast)
    client.post(f"{session_url(booking)}leaving/")
    answer = cast.client("RS1").post(of(booking, "undoing/"))
    assert (answer.status_code, Booking.objects.count()) == (422, 1)


def test_a_session_moves_to_another_expert_and_back(cast: Cast) -> None:
    booking, team = session_of(cast), cast.client("RS1")
    other = make_slot(make_expert(cast.stop, 2), cast.stop, at=timezone.now() + timedelta(days=4))
    was = booking.slot
    page = content_of(team.get(of(booking, "moving/")))
    team.post(of(booking, f"moving/{other.pk}/"))
    booking.refresh_from_db()
    there = f'action="{of(booking, "moving/")}{other.pk}/"'
    assert (there in page, booking.slot) == (True, other)
    team.post(of(booking, "undoing/"))
    booking.refresh_from_db()
    assert (booking.slot, booking.state, Slot.objects.get(pk=other.pk).taken) == (was, "booked", 0)


def test_a_refusal_is_said_on_the_page_of_the_session(cast: Cast) -> None:
    booking = session_of(cast)
    slot = make_slot(make_expert(cast.stop, 2), cast.stop, at=timezone.now() + timedelta(days=4))
    make_booking(slot, make_participation(cast.stop, 9))
    answer = cast.client("RS1").post(of(booking, f"moving/{slot.pk}/"))
    assert (answer.status_code, "has just taken this time" in content_of(answer)) == (422, True)


@pytest.mark.parametrize(("held", "state"), [("1", "held"), ("", "missed")])
def test_a_team_says_whether_a_session_was_held(cast: Cast, held: str, state: str) -> None:
    slot = make_slot(make_expert(cast.stop), cast.stop, at=timezone.now() - timedelta(days=1))
    booking = make_booking(slot, make_participation(cast.stop, 1))
    cast.client("RS1").post(of(booking, "outcome/"), {"held": held})
    booking.refresh_from_db()
    assert booking.state == state


def test_nobody_opens_a_session_of_another_center(cast: Cast) -> None:
    slot = make_slot(make_expert(cast.elsewhere), cast.elsewhere)
    booking = make_booking(slot, make_participation(cast.elsewhere, 1))
    found = [
        cast.client("RS1").get(f"/desk/{stop}/coaching/sessions/{booking.pk}/").status_code
        for stop in ("fes", "souss")
    ]
    assert found == [404, 404]


def test_rules_are_kept_and_bad_ones_refused(cast: Cast) -> None:
    kept = {"per_person": "٥", "offer_hours": "48", "silent_times": "2", "missed_times": "1"}
    team = cast.client("RS1")
    refused = team.post(f"{DESK}rules/", {**kept, "per_person": "0"})
    answer = team.post(f"{DESK}rules/", kept)
    rules = rules_of(cast.stop.pk)
    assert (refused.status_code, answer.status_code) == (422, 302)
    assert (rules.per_person, rules.offer_hours, rules.missed_times) == (5, 48, 1)


def test_an_hour_that_is_over_is_not_called_free(cast: Cast) -> None:
    slot = make_slot(make_expert(cast.stop), cast.stop, at=timezone.now() - timedelta(days=1))
    page = content_of(cast.client("RS1").get(f"{DESK}?on={slot.on}"))
    assert "Hours by expert" not in page


def test_the_log_says_of_a_move_that_its_hour_is_the_one_before(cast: Cast) -> None:
    booking = session_of(cast)
    slot = make_slot(booking.expert, cast.stop, at=timezone.now() + timedelta(days=4))
    cast.client("RS1").post(of(booking, f"moving/{slot.pk}/"))
    assert content_of(cast.client("RS1").get(of(booking))).count("stood before at") == 1


def test_reports_that_are_missing_lead_to_their_week(cast: Cast) -> None:
    at = timezone.now() - timedelta(days=20)
    booking = make_booking(
        make_slot(make_expert(cast.stop), cast.stop, at=at), make_participation(cast.stop, 1)
    )
    waits = todo(Desk(cast["RS1"], [cast.stop], {}, timezone.now()))
    (url,) = [each.url for each in waits if "state=" in each.url]
    assert f"/sessions/{booking.pk}/" in content_of(cast.client("RS1").get(url))


def test_what_was_undone_is_not_undone_once_more(cast: Cast) -> None:
    booking, team = session_of(cast), cast.client("RS1")
    other = make_slot(make_expert(cast.stop, 2), cast.stop, at=timezone.now() + timedelta(days=4))
    was = booking.slot
    team.post(of(booking, f"moving/{other.pk}/"))
    assert [team.post(of(booking, "undoing/")).status_code for _press in range(2)] == [302, 422]
    booking.refresh_from_db()
    assert (booking.slot, "Undo" in content_of(team.get(of(booking)))) == (was, False)


def test_who_has_arrived_is_seen_by_their_expert(cast: Cast) -> None:
    booking = make_session(of_ex1(cast), cast.stop, ago=timedelta(0))
    team, day = cast.client("RS1"), reverse("day:today")
    assert "At the center since" not in content_of(cast.client("EX1").get(day))
    team.post(of(booking, "arrival/"), {"here": "1"})
    assert "At the center since" in content_of(cast.client("EX1").get(day))
    team.post(of(booking, "arrival/"))
    assert "At the center since" not in content_of(cast.client("EX1").get(day))
    later = session_of(cast, 2)
    assert team.post(of(later, "arrival/"), {"here": "1"}).status_code == 422
