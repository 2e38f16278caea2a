"""Requests in their order; after 9, 21 and 45 days a team is reminded; nobody is forgotten."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coaching.booking import queue
from coaching.models import Booking, Request, Slot
from coaching.staff import waiting
from coaching.staff.waiting import DAYS, escalate
from coaching.todo import todo
from messaging.models import Message
from people.todo import Desk
from portal.templatetags.house import phone
from programs.models import Theme
from tests.coaching.arranged import make_expert, make_slot, make_slots
from tests.pages import content_of
from tests.workshops.planned import make_participation

if TYPE_CHECKING:
    from tests.cast import Cast

REQUESTS = "/desk/fes/coaching/requests/"
CALLERS = "/desk/fes/coaching/callers/"


def asked(cast: Cast, n: int = 1, days: float = 0, **values: object) -> Request:
    """Person `n` has waited for so many days."""
    theme = Theme.objects.get(code="digital")
    at = timezone.now() - timedelta(days=days)
    person = make_participation(cast.stop, n, language="en")
    return Request.objects.create(participation=person, theme=theme, at=at, **values)


def offered(page: str) -> list[str]:
    """Where the buttons of the hours on a page lead."""
    return re.findall(r'action="([^"]+/slots/\d+/)"', page)


def counts(cast: Cast) -> list[int]:
    """What the team finds on its first page."""
    desk = Desk(cast["RS1"], [cast.stop], {}, timezone.now())
    return [each.count for each in todo(desk)[:3]]


def test_requests_stand_in_the_order_of_asking(cast: Cast) -> None:
    for n, days in ((1, 2), (2, 30), (3, 10)):
        asked(cast, n, days)
    page = content_of(cast.client("RV").get(REQUESTS))
    assert re.findall(r"Person (\d)", page) == ["2", "3", "1"]
    assert "Offer an hour" not in page


def test_whoever_stands_after_a_full_page_is_on_the_next_one(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "SHOWN", 2)
    for n in (1, 2, 3):
        asked(cast, n, 10 - n)
    team, found = cast.client("RS1"), []
    answer = team.get(REQUESTS)
    while True:
        found.append(re.findall(r"Person (\d)</bdi></a>", content_of(answer)))
        if not answer.context["next_url"]:
            break
        answer = team.get(REQUESTS + answer.context["next_url"])
    assert found == [["1", "2"], ["3"]]


def test_the_list_costs_as_much_for_one_as_for_three(cast: Cast) -> None:
    asked(cast, 1)
    cast.client("RS1").get(REQUESTS)
    spent = []
    for more in ((), (2, 3)):
        for n in more:
            asked(cast, n)
        with CaptureQueriesContext(connection) as statements:
            cast.client("RS1").get(REQUESTS)
        spent.append(len(statements))
    assert spent[0] == spent[1]


@pytest.mark.parametrize(
    ("days", "stage", "found", "told"),
    [
        (8.9, 0, [0, 0, 0], []),
        (9.1, 1, [1, 0, 0], ["session_still_waiting"]),
        (21.1, 2, [0, 1, 0], ["session_still_waiting"]),
        (45.1, 3, [0, 0, 1], []),
    ],
)
def test_a_team_is_reminded_and_the_person_is_not_forgotten(
    cast: Cast, days: float, stage: int, found: list[int], told: list[str]
) -> None:
    request = asked(cast, days=days)
    risen = [escalate(timezone.now()) for _turn in range(2)]
    request.refresh_from_db()
    assert (risen, request.stage, counts(cast)) == ([min(stage, 1), 0], stage, found)
    assert list(Message.objects.values_list("event", flat=True)) == told


def test_every_stage_is_told_once(cast: Cast) -> None:
    request = asked(cast)
    for days in (*DAYS, *DAYS):
        Request.objects.filter(pk=request.pk).update(at=timezone.now() - timedelta(days=days))
        escalate(timezone.now())
    assert Message.objects.filter(event="session_still_waiting").count() == 2


def test_an_hour_is_offered_by_hand_out_of_turn(cast: Cast) -> None:
    asked(cast, 1, days=9)
    second = asked(cast, 2)
    slot = make_slot(make_expert(cast.stop), cast.stop, at=timezone.now() + timedelta(days=5))
    offers = f"{REQUESTS}{second.pk}/slots/"
    page = content_of(cast.client("RS1").get(offers))
    cast.client("RS1").post(f"{offers}{slot.pk}/")
    booking = Booking.objects.get()
    second.refresh_from_db()
    assert (offered(page), booking.participation) == ([f"{offers}{slot.pk}/"], second.participation)
    assert (booking.state, booking.request, second.state) == ("offered", second, "offered")
    assert Message.objects.get().event == "session_offered"


def test_where_no_hour_is_as_they_wish_others_are_shown_and_whom_to_call(cast: Cast) -> None:
    request = asked(cast, woman=True)
    slot = make_slot(make_expert(cast.stop, gender="man"), cast.stop)
    offers = f"{REQUESTS}{request.pk}/slots/"
    page = content_of(cast.client("RS1").get(offers))
    shown = [f"{offers}{slot.pk}/"]
    number = phone(request.participation.person.phone or "")
    assert ("No hour is as they wish." in page, offered(page)) == (True, shown)
    assert (number in page, "07" in number or "06" in number) == (True, True)


def test_an_hour_that_is_gone_is_not_offered_but_the_others_are(cast: Cast) -> None:
    request = asked(cast)
    expert = make_expert(cast.stop)
    slot, other = make_slots(expert, cast.stop, 2)
    Slot.objects.filter(pk=slot.pk).update(state="closed", why="hand")
    offers = f"{REQUESTS}{request.pk}/slots/"
    answer = cast.client("RS1").post(f"{offers}{slot.pk}/")
    request.refresh_from_db()
    assert offered(content_of(answer)) == [f"{offers}{other.pk}/"]
    assert (answer.status_code, request.state, Booking.objects.count()) == (422, "waiting", 0)


def test_who_cannot_be_helped_is_told_kindly_once(cast: Cast) -> None:
    request = asked(cast, days=50)
    for _tap in range(2):
        cast.client("RS1").post(f"{REQUESTS}{request.pk}/closing/")
    request.refresh_from_db()
    letter = Message.objects.get()
    assert (request.state, letter.event) == ("closed", "session_none")


def test_nobody_answers_a_request_of_another_center(cast: Cast) -> None:
    request = asked(cast)
    answers = [
        cast.client("RS2").post(f"/desk/{stop}/coaching/requests/{request.pk}/closing/")
        for stop in ("fes", "souss")
    ]
    assert [each.status_code for each in answers] == [404, 404]


def test_only_who_may_book_for_a_person_is_led_to_the_page_for_it(cast: Cast) -> None:
    asked(cast)
    led = {
        code: f"{CALLERS}1/" in re.sub(r"callers/\d+", "callers/1", page)
        for code in ("RV", "RS1")
        if (page := cast.client(code).get(REQUESTS).content.decode())
    }
    assert led == {"RV": False, "RS1": True}


def test_an_hour_is_offered_after_a_question(cast: Cast) -> None:
    own = asked(cast)
    make_slot(make_expert(cast.stop), cast.stop)
    page = cast.client("RS1").get(f"{REQUESTS}{own.pk}/slots/").content.decode()
    assert re.findall(r'/\d+/" data-behaviour="([a-z-]+)"', page) == ["ask-first"]


def test_an_hour_that_nobody_could_confirm_in_time_does_not_stand_among_those_to_offer(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, told = asked(cast), timezone.now() + timedelta(days=2)
    expert = make_expert(cast.stop, notice=3)
    slots = [make_slot(expert, cast.stop, at=told + timedelta(hours=hours)) for hours in (2, 5)]
    monkeypatch.setattr(queue, "next_moment", lambda *_args, **_named: told)
    offers = f"{REQUESTS}{own.pk}/slots/"
    page = content_of(cast.client("RS1").get(offers))
    assert offered(page) == [f"{offers}{slots[1].pk}/"]


def test_twenty_hours_stand_on_the_page_and_all_where_one_asks_for_more(cast: Cast) -> None:
    own = asked(cast)
    slots = make_slots(make_expert(cast.stop), cast.stop, 22)
    offers = f"{REQUESTS}{own.pk}/slots/"
    pages = [content_of(cast.client("RS1").get(f"{offers}{more}")) for more in ("", "?more=1")]
    every = [f"{offers}{slot.pk}/" for slot in slots]
    led = [re.findall(r'href="([^"]+more=1)"', page) for page in pages]
    assert ([*map(offered, pages)], led) == ([every[:20], every], [[f"{offers}?more=1"], []])
