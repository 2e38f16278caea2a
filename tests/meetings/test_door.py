"""The door of a meeting: closed before its hour, never guessed, counted once."""

import re
from typing import Any
from unittest.mock import patch

import jwt
import pytest
from django.test import Client

from meetings.links import guest_url
from meetings.models import Guest, Meeting
from tests.meetings.meeting import make_guest, make_meeting

pytestmark = pytest.mark.django_db
LINK = "https://teams.example/l/meetup?x=1"


def test_before_its_hour_the_page_says_when_and_holds_no_link(client: Client) -> None:
    url = guest_url(make_guest(make_meeting(begins_in=16, way="link", link=LINK)))
    for answer in (client.get(url), client.post(url)):
        assert (answer.status_code, answer.templates[0].name) == (200, "meetings/early.html")
        assert "teams.example" not in answer.content.decode()
    assert Guest.objects.get().entered_at is None


def test_from_a_quarter_of_an_hour_before_one_comes_in_by_one_press(client: Client) -> None:
    url = guest_url(make_guest(make_meeting(begins_in=14, way="link", link=LINK)))
    assert "teams.example" not in client.get(url).content.decode()
    page = client.post(url)
    assert page.headers["Refresh"] == "1;url=https://teams.example/l/meetup?x=1"
    assert 'href="https://teams.example/l/meetup?x=1"' in page.content.decode()


def test_to_look_at_the_door_is_no_arrival_and_to_come_in_twice_is_one(client: Client) -> None:
    guest = make_guest(make_meeting())
    heard: list[str] = []
    with patch("meetings.actions.offered", return_value=[lambda about, _at: heard.append(about)]):
        for _time in range(20):
            client.get(guest_url(guest))
            client.head(guest_url(guest))
        assert heard == []
        client.post(guest_url(guest))
        client.post(guest_url(guest))
    assert heard == ["seat 1"]


def test_half_an_hour_after_its_end_the_door_is_closed(client: Client) -> None:
    url = guest_url(make_guest(make_meeting(begins_in=-91)))
    assert client.post(url).templates[0].name == "meetings/over.html"


def test_a_link_that_was_made_up_leads_nowhere(client: Client) -> None:
    guest = make_guest(make_meeting())
    url = guest_url(guest)
    assert client.get(url[:-3] + "xx/").status_code == 404
    other = make_guest(guest.meeting, "seat 2")
    signature = url.strip("/").split("/")[-1].split("-", 1)[1]
    stolen = guest_url(other).replace(guest_url(other).strip("/").split("-", 1)[1], signature)
    assert client.get(stolen).status_code == 404


def test_a_jitsi_gets_a_token_of_texts_without_the_hour_of_issue(
    client: Client, settings: Any
) -> None:
    settings.JITSI_URL, settings.JITSI_APP = "https://meet.example.ma", "labs"
    settings.JITSI_SECRET = "s" * 32
    guest = make_guest(make_meeting(way="jitsi"), "trainer", role="host")
    page = client.post(guest_url(guest)).content.decode()
    token = page.split("?jwt=")[1].split("#")[0]
    claims = jwt.decode(token, "s" * 32, algorithms=["HS256"], audience="labs")
    assert (claims["moderator"], claims["sub"], "iat" in claims) == (
        "true",
        "meet.example.ma",
        False,
    )
    assert re.fullmatch(r"microlabs-[0-9a-z]+-[a-z2-7]{20}", claims["room"])


def test_a_meeting_continued_by_telephone_shows_the_number_and_no_empty_link(
    client: Client,
) -> None:
    meeting = make_meeting(dial_in="05 37 00 00 00")
    Meeting.objects.filter(pk=meeting.pk).update(is_handed_over=True)
    page = client.post(guest_url(make_guest(meeting))).content.decode()
    assert 'href="tel:0537000000"' in page
    assert 'rel="noreferrer"' not in page
