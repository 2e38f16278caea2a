"""The room of a session: who comes into it as what, at which hour, and how it goes on by a call."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from coaching.models import Booking, SessionRoom, Slot
from coaching.session.rooms import guest_of, host_of, room_of
from meetings.actions import enter
from meetings.links import guest_url
from meetings.models import Guest, Meeting
from tests.coaching.arranged import make_booking, make_slot
from tests.coaching.held import make_session, of_ex1
from tests.pages import content_of
from tests.workshops.planned import make_participation

if TYPE_CHECKING:
    from tests.cast import Cast


def by_video(cast: Cast, **values: Any) -> Booking:
    """A session on this site that begins in five minutes."""
    ago = timedelta(minutes=-5)
    return make_session(of_ex1(cast), cast.stop, ago=ago, mode="video", **{"phone": "", **values})


def test_a_session_meets_in_one_room_for_two_at_its_hour(cast: Cast) -> None:
    booking = by_video(cast)
    room = room_of(booking)
    assert (room.way, room.starts_at) == ("pair", booking.starts_at)
    assert (room_of(booking).pk, room.title_fr) == (room.pk, booking.theme.name_fr)


def test_a_room_follows_a_session_that_is_moved(cast: Cast) -> None:
    booking = by_video(cast)
    room = room_of(booking)
    later = booking.starts_at + timedelta(days=1)
    Booking.objects.update(starts_at=later, ends_at=later + timedelta(minutes=25))
    assert (room_of(booking).pk, room_of(booking).starts_at) == (room.pk, later)


def test_a_table_meets_on_a_stage_all_together(cast: Cast) -> None:
    expert = of_ex1(cast)
    slot = make_slot(expert, cast.stop, at=timezone.now(), seats=3, theme=expert.themes.get())
    rooms = set()
    for n in (1, 2):
        slot = Slot.objects.get(pk=slot.pk)
        booking = make_booking(slot, make_participation(cast.stop, n), mode="video")
        rooms.add(room_of(booking).pk)
    assert (len(rooms), Meeting.objects.get().way, SessionRoom.objects.count()) == (1, "stage", 2)


def test_a_configured_jitsi_goes_before_our_own_room(cast: Cast, settings: Any) -> None:
    settings.JITSI_URL = "https://meet.example.ma"
    assert room_of(by_video(cast)).way == "jitsi"


def test_expert_colleague_and_person_come_in_as_what_they_are(cast: Cast) -> None:
    booking = by_video(cast)
    guests = [guest_of(booking), host_of(booking, cast["EX1"]), host_of(booking, cast["RS1"])]
    assert [(each.role, each.name) for each in guests] == [
        ("listener", "Person 1"),
        ("host", "Expert 1"),
        ("host", cast["RS1"].name),
    ]
    assert host_of(booking, None).pk == guests[1].pk
    assert Guest.objects.count() == 3


def test_the_expert_goes_in_from_their_day_and_nobody_else(cast: Cast) -> None:
    booking = by_video(cast)
    address = f"/expert/sessions/{booking.pk}/room/"
    sent = cast.client("EX1").post(address)
    host = Guest.objects.get()
    assert sent.headers["Location"] == f"{guest_url(host)}room/"
    assert [cast.client(code).post(address).status_code for code in ("EX2", "AP1")] == [404, 404]


def test_the_door_of_a_session_is_closed_until_a_quarter_of_an_hour_before(cast: Cast) -> None:
    booking = make_session(
        of_ex1(cast), cast.stop, ago=timedelta(minutes=-20), mode="video", phone=""
    )
    sent = cast.client("EX1").post(f"/expert/sessions/{booking.pk}/room/")
    assert sent.headers["Location"] == "/expert/"
    assert Guest.objects.get().entered_at is None


def telephone(guest: Guest, way: str = "phone") -> Any:
    enter(guest)
    return Client().post(f"{guest_url(guest)}room/telephone/", {"way": way})


def test_an_expert_reads_no_number_that_was_not_given_for_the_session(cast: Cast) -> None:
    booking = by_video(cast)
    guest_of(booking)
    assert telephone(host_of(booking, cast["EX1"])).status_code == 422
    booking.refresh_from_db()
    assert (booking.mode, booking.phone) == ("video", "")


def test_an_expert_goes_on_by_the_number_that_was_given(cast: Cast) -> None:
    booking = by_video(cast, phone="+212600000001")
    guest_of(booking)
    told = telephone(host_of(booking, cast["EX1"]), "whatsapp").json()
    booking.refresh_from_db()
    assert (told, booking.mode) == ({"number": "+212600000001"}, "whatsapp")


@pytest.mark.parametrize("way", ["phone", "whatsapp"])
def test_a_person_asks_to_be_called_and_only_the_expert_reads_the_number(
    cast: Cast, way: str
) -> None:
    booking = by_video(cast)
    host, guest = host_of(booking, cast["EX1"]), guest_of(booking)
    enter(host)
    assert telephone(guest, way).json() == {"number": ""}
    booking.refresh_from_db()
    assert (booking.mode, booking.phone) == (way, "+212699030001")
    line = {"line": "aaaaaaaaaa", "begins": "1"}
    heard = [Client().post(f"{guest_url(each)}room/now/", line).json() for each in (host, guest)]
    assert [(each["called"], each["number"]) for each in heard] == [
        (True, "+212699030001"),
        (True, ""),
    ]


def test_without_a_script_the_room_itself_goes_on_by_telephone(cast: Cast) -> None:
    booking = by_video(cast)
    host, guest = host_of(booking, cast["EX1"]), guest_of(booking)
    enter(host)
    enter(guest)
    room, form = f"{guest_url(guest)}room/", {"way": "phone", "page": "1"}
    said = '<div class="note stack" data-shows="called" hidden>'
    assert said in Client().get(room).content.decode()
    assert Client().post(f"{room}telephone/", form).headers["Location"] == room
    pages = [Client().get(f"{guest_url(each)}room/").content.decode() for each in (guest, host)]
    assert [said in page for page in pages] == [False, False]
    assert ["tel:+212699030001" in page for page in pages] == [False, True]


def test_without_a_script_and_a_number_the_room_says_why_nobody_can_call(cast: Cast) -> None:
    booking = by_video(cast)
    guest_of(booking)
    host = host_of(booking, cast["EX1"])
    enter(host)
    form = {"way": "phone", "page": "1"}
    page = Client().post(f"{guest_url(host)}room/telephone/", form, follow=True)
    assert "لم يُعط رقم لهذه الجلسة" in page.content.decode()


def test_who_writes_that_nobody_came_reads_that_they_came_into_the_room(cast: Cast) -> None:
    booking = by_video(cast)
    page = f"/expert/sessions/{booking.pk}/report/"
    assert "came into the room" not in content_of(cast.client("EX1").get(page))
    enter(guest_of(booking))
    assert "came into the room" in content_of(cast.client("EX1").get(page))
