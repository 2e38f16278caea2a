"""A room for two: who is let in, what browsers tell each other, how one goes on by telephone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meetings.links import guest_url
from meetings.models import Guest, Meeting, Signal
from tests.meetings.meeting import make_guest, make_meeting
from tests.pages import content_of

pytestmark = pytest.mark.django_db
LINES = {"expert": "aaaaaaaaaa", "session 1": "bbbbbbbbbb", "beside": "cccccccccc"}


def pair(**values: Any) -> Meeting:
    return make_meeting(way=Meeting.Way.PAIR, **values)


def inside(meeting: Meeting, about: str = "session 1", *, role: str = "listener") -> Guest:
    """Somebody who came in by the door."""
    guest = make_guest(meeting, about, role=role, name=about)
    Client().post(guest_url(guest))
    guest.refresh_from_db()
    return guest


def say(guest: Guest, page: str, /, **values: Any) -> Any:
    return Client().post(f"{guest_url(guest)}room/{page}/", values)


def now(guest: Guest, **values: Any) -> Any:
    """What the page of somebody hears."""
    first = {"line": LINES[guest.about], "begins": "1"}
    return say(guest, "now", **first | values).json()


def both() -> tuple[Guest, Guest]:
    """An expert and a person who are there, the person not let in yet."""
    meeting = pair()
    host, guest = inside(meeting, "expert", role="host"), inside(meeting)
    now(host)
    now(guest)
    return host, guest


def test_the_door_leads_into_the_room_and_the_stage_leads_back_to_the_door() -> None:
    guest = make_guest(pair())
    door = guest_url(guest)
    assert Client().get(f"{door}room/").headers["Location"] == door
    assert Client().post(door).headers["Location"] == f"{door}room/"
    assert Client().get(f"{door}room/").status_code == 200
    assert Client().get(f"{door}stage/").headers["Location"] == door


@pytest.mark.parametrize(
    ("way", "room"), [(Meeting.Way.PAIR, "room"), (Meeting.Way.STAGE, "stage")]
)
def test_nobody_is_said_to_be_here_before_somebody_is(way: str, room: str) -> None:
    host = inside(make_meeting(way=way), "expert", role="host")
    page = content_of(Client(headers={"accept-language": "en"}).get(f"{guest_url(host)}{room}/"))
    (part,) = re.findall(r"<section[^>]*>\s*<h2[^>]*>Who is here", page)
    assert " hidden>" in part


def test_a_room_for_two_is_no_stage_and_a_stage_no_room_for_two() -> None:
    guest = inside(make_meeting())
    assert (say(guest, "now", line="aaaaaaaaaa").status_code) == 404


def test_who_waits_hears_nobody_until_they_are_let_in() -> None:
    host, guest = both()
    heard = now(guest)
    assert (heard["in"], heard["host"], heard["here"]) == (False, True, [])
    waits = {"id": guest.pk, "name": "session 1", "line": LINES["session 1"]}
    assert (now(host)["here"], now(host)["waiting"]) == ([], [waits])
    assert say(host, "entry", guest=guest.pk).status_code == 200
    heard = now(guest)
    assert (heard["in"], [each["id"] for each in heard["here"]]) == (True, [host.pk])
    assert (now(host)["here"], now(host)["waiting"]) == ([waits], [])


def test_only_who_leads_lets_somebody_in() -> None:
    _host, guest = both()
    assert say(guest, "entry", guest=guest.pk).status_code == 403
    assert Guest.objects.filter(let_in_at=None, pk=guest.pk).exists()


def test_the_room_holds_three() -> None:
    host, guest = both()
    beside = inside(host.meeting, "beside", role="host")
    now(beside)
    say(host, "entry", guest=guest.pk)
    assert len(now(guest)["here"]) == 2
    fourth = make_guest(host.meeting, "fourth")
    assert say(host, "entry", guest=fourth.pk).status_code == 422


def test_nobody_outside_signals_and_nobody_is_signalled_there() -> None:
    host, guest = both()
    said = {"line": "a" * 10 + "b" * 10, "kind": "offer", "body": "v=0"}
    outside = [say(guest, "signals", to=host.pk, **said), say(host, "signals", to=guest.pk, **said)]
    assert [each.status_code for each in outside] == [422, 422]
    say(host, "entry", guest=guest.pk)
    assert say(host, "signals", to=guest.pk, **said).status_code == 200
    assert say(host, "signals", to=host.pk, **said).status_code == 422
    assert say(host, "signals", to=guest.pk, **{**said, "body": "x" * 20_001}).status_code == 422
    [heard] = now(guest)["signals"]
    assert (heard["from"], heard["kind"], heard["body"]) == (host.pk, "offer", "v=0")
    assert now(guest, after=str(heard["n"]))["signals"] == []
    assert Signal.objects.count() == 1


def test_an_earlier_page_is_told_that_one_is_elsewhere() -> None:
    host, _guest = both()
    newer = say(host, "now", line="dddddddddd", begins="1")
    older = say(host, "now", line=LINES["expert"])
    assert (newer.status_code, older.status_code) == (200, 422)


def test_a_page_that_lost_its_line_gives_itself_a_new_name() -> None:
    host, _guest = both()
    renewed = say(host, "now", line="dddddddddd", was=LINES["expert"])
    assert renewed.status_code == 200
    assert Guest.objects.get(pk=host.pk).line == "dddddddddd"


def test_the_room_costs_the_same_for_one_other_and_for_two() -> None:
    host, guest = both()
    say(host, "entry", guest=guest.pk)
    costs = []
    for many in (1, 2):
        with CaptureQueriesContext(connection) as asked:
            assert len(now(guest)["here"]) == many
        costs.append(len(asked))
        now(inside(host.meeting, "beside", role="host"))
    assert costs[0] == costs[1]


def test_without_a_number_one_cannot_go_on_by_telephone() -> None:
    host, _guest = both()
    refused = say(host, "telephone", way="phone")
    assert (refused.status_code, len(refused.json()["refused"][0]) > 20) == (422, True)
    assert say(host, "telephone", way="pigeon").status_code == 422
    assert not Meeting.objects.get().is_handed_over


def test_the_number_to_go_on_by_is_told_as_it_is_said() -> None:
    host, guest = both()
    Meeting.objects.update(is_handed_over=True, dial_in="+212740033799")
    for each in (host, guest):
        each.meeting.refresh_from_db()
    told = [(now(each)["number"], now(each)["said"]) for each in (host, guest)]
    assert told == [("+212740033799", "07 40 03 37 99"), ("", "")]


def test_the_room_is_closed_after_its_hour() -> None:
    guest = inside(pair())
    Meeting.objects.update(starts_at="2026-01-01T10:00Z", ends_at="2026-01-01T11:00Z")
    assert say(guest, "now", line="aaaaaaaaaa").status_code == 404
