"""The stage: what its script asks and says, and who may say it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from meetings.ice import ice_servers
from meetings.links import guest_url
from meetings.models import Guest, Meeting, Signal
from tests.meetings.meeting import make_guest, make_meeting

pytestmark = pytest.mark.django_db
LINE = "abcdefgh12"


class Seen:
    """A guest with a browser, who has come in."""

    def __init__(self, meeting: Meeting, about: str, **values: Any) -> None:
        self.guest = make_guest(meeting, about, name=about, **values)
        self.url, self.client = guest_url(self.guest), Client()
        self.client.post(self.url)

    def post(self, page: str, **values: Any) -> Any:
        answer = self.client.post(f"{self.url}{page}/", values)
        return answer.json() if answer.status_code == 200 else answer.status_code

    def now(self, **values: Any) -> Any:
        return self.post("now", line=LINE, after=0, **values)


@pytest.fixture
def stage() -> tuple[Seen, Seen, Seen]:
    meeting = make_meeting()
    trainer = Seen(meeting, "trainer", role="host")
    return trainer, Seen(meeting, "Salma"), Seen(meeting, "Driss")


def test_the_trainer_hears_who_is_there_and_a_listener_only_who_speaks(
    stage: tuple[Seen, Seen, Seen],
) -> None:
    trainer, salma, driss = stage
    assert salma.now()["host"] is False
    driss.now()
    state = trainer.now()
    assert [each["name"] for each in state["guests"]] == ["Salma", "Driss"]
    heard = salma.now()
    assert (heard["host"], heard["air"], "guests" in heard) == (True, None, False)


def test_whoever_was_not_seen_for_a_quarter_of_a_minute_is_gone(
    stage: tuple[Seen, Seen, Seen],
) -> None:
    trainer, salma, driss = stage
    salma.now()
    driss.now()
    Guest.objects.filter(pk=salma.guest.pk).update(seen_at=timezone.now() - timedelta(seconds=16))
    assert [each["name"] for each in trainer.now()["guests"]] == ["Driss"]


def test_a_word_reaches_its_reader_once_and_the_last_one_of_a_pair_counts(
    stage: tuple[Seen, Seen, Seen],
) -> None:
    trainer, salma, driss = stage
    values = {"to": salma.guest.pk, "line": LINE, "kind": "offer"}
    trainer.post("signals", **values, body="first")
    number = trainer.post("signals", **values, body="second")["n"]
    assert [each["body"] for each in salma.now()["signals"]] == ["second"]
    assert salma.post("now", line=LINE, after=number)["signals"] == []
    assert driss.now()["signals"] == []


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "shout"},
        {"line": "short"},
        {"body": ""},
        {"body": "v=\0"},
        {"body": "x" * 20_001},
        {"to": "0"},
        {"to": "x" * 400},
    ],
)
def test_nonsense_is_refused_and_kept_nowhere(
    stage: tuple[Seen, Seen, Seen], values: dict[str, str]
) -> None:
    trainer, salma, _driss = stage
    sent = {"to": salma.guest.pk, "line": LINE, "kind": "offer", "body": "v=0"} | values
    assert trainer.post("signals", **sent) == 422
    assert Signal.objects.count() == 0


def test_listeners_have_nothing_to_say_to_each_other_nor_to_another_meeting(
    stage: tuple[Seen, Seen, Seen],
) -> None:
    _trainer, salma, driss = stage
    values = {"line": LINE, "kind": "offer", "body": "v=0"}
    elsewhere = Seen(make_meeting(), "trainer", role="host")
    assert salma.post("signals", to=driss.guest.pk, **values) == 422
    assert salma.post("signals", to=elsewhere.guest.pk, **values) == 422


@pytest.mark.parametrize("page", ["speaker", "slide", "other-way"])
def test_a_listener_leads_nothing(stage: tuple[Seen, Seen, Seen], page: str) -> None:
    assert stage[1].post(page, guest=1, slide=1, over=1) == 403


def test_one_listener_at_a_time_speaks_and_lowers_the_hand(stage: tuple[Seen, Seen, Seen]) -> None:
    trainer, salma, driss = stage
    for each in (salma, driss):
        each.now()
        each.post("hand", up=1)
    trainer.post("speaker", guest=salma.guest.pk)
    trainer.post("speaker", guest=driss.guest.pk)
    assert trainer.now()["air"]["name"] == "Driss"
    assert [(each["name"], each["hand"]) for each in trainer.now()["guests"]] == [
        ("Salma", False),
        ("Driss", False),
    ]
    trainer.post("speaker")
    assert trainer.now()["air"] is None


def test_whoever_spoke_and_loads_the_page_anew_is_heard_by_nobody(
    stage: tuple[Seen, Seen, Seen],
) -> None:
    trainer, salma, driss = stage
    salma.now(begins=1)
    trainer.post("speaker", guest=salma.guest.pk)
    salma.now()  # the network was lost and came back: the same page
    assert (salma.now()["me"]["air"], driss.now()["air"]) == (
        True,
        {"id": salma.guest.pk, "name": "Salma"},
    )
    again = salma.post("now", line="z" * 10, after=0, begins=1)
    assert (again["me"]["air"], driss.now()["air"]) == (False, None)


def test_slides_end_with_the_last_one(stage: tuple[Seen, Seen, Seen]) -> None:
    assert stage[0].post("slide", slide="9" * 17) == {"slide": 0}


def test_everybody_goes_on_by_the_telephone_where_there_is_one(
    stage: tuple[Seen, Seen, Seen],
) -> None:
    trainer, salma, _driss = stage
    assert trainer.post("other-way", over=1) == 422
    Meeting.objects.update(dial_in="0537000000")
    trainer.post("other-way", over=1)
    assert salma.now()["other"] == {"link": "", "dial": "0537000000"}


def test_whoever_has_not_come_in_by_the_door_asks_in_vain() -> None:
    guest = make_guest(make_meeting())
    assert Client().post(f"{guest_url(guest)}now/", {"line": LINE}).status_code == 404


def test_asking_costs_the_same_with_thirty_listeners(
    stage: tuple[Seen, Seen, Seen], django_assert_num_queries: Any
) -> None:
    trainer, salma, _driss = stage
    now = timezone.now()
    for place in range(28):
        guest = make_guest(trainer.guest.meeting, f"seat {place}")
        Guest.objects.filter(pk=guest.pk).update(seen_at=now, entered_at=now, line=LINE)
    trainer.now()
    salma.now()
    for each in (trainer, salma):
        with django_assert_num_queries(3):
            each.now()


def test_the_page_may_use_the_microphone_and_no_other_does(stage: tuple[Seen, Seen, Seen]) -> None:
    trainer = stage[0]
    page = trainer.client.get(f"{trainer.url}stage/")
    assert page.headers["Permissions-Policy"] == "microphone=(self)"
    assert "microphone=()" in trainer.client.get(trainer.url).headers["Permissions-Policy"]


def test_a_password_of_the_turn_server_is_the_guests_own_and_ends(settings: Any) -> None:
    assert ice_servers(7) == []
    settings.STUN_URL, settings.TURN_URL = "stun:stun.example.ma", "turn:turn.example.ma"
    settings.TURN_SECRET = "north"
    stun, turn = ice_servers(7)
    assert (stun, turn["urls"]) == ({"urls": "stun:stun.example.ma"}, "turn:turn.example.ma")
    assert turn["username"].endswith(":7")
    assert len(turn["credential"]) == 28
