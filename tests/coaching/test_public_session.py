"""One session by its link: what is next with it, in its time; a look changes nothing."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
import zxingcpp
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from coaching.booking.days import nearest, send_away
from coaching.booking.links import session_link, session_url
from coaching.booking.queue import lapse
from coaching.models import Booking, Request
from coaching.public import cards
from tests.coaching.arranged import make_booking, make_expert, make_slot, make_slots
from tests.pages import content_of, folded
from tests.workshops.planned import make_participation
from tests.workshops.test_public_register import buttons

if TYPE_CHECKING:
    from django.test import Client

    from tests.cast import Cast


def session_of(cast: Cast, n: int = 1, **values: Any) -> Booking:
    """A session of person `n`, two days from now."""
    slot = make_slot(make_expert(cast.stop), cast.stop)
    return make_booking(slot, make_participation(cast.stop, n, language="en"), **values)


def offered(cast: Cast, **values: Any) -> Booking:
    """A session that is kept for somebody for an hour."""
    until = timezone.now() + timedelta(hours=1)
    return session_of(cast, **{"state": "offered", "offered_until": until, **values})


def state_of(booking: Booking) -> str:
    booking.refresh_from_db()
    return booking.state


def test_a_booked_session_says_when_and_may_be_given_back(cast: Cast, client: Client) -> None:
    booking = session_of(cast)
    page = content_of(client.get(session_url(booking)))
    assert (buttons(page), "Another hour suits me better" in page) == (
        ["Yes, I give it back"],
        True,
    )
    assert folded(page) == ["I cannot come"]  # asked first without a script too
    assert ("0001" in page, "0699" in page, "+212" in page) == (True, False, False)


@pytest.mark.parametrize(
    ("minutes", "found"), [(-16, []), (-14, ["Join now"]), (20, ["Join now"]), (26, [])]
)
def test_the_way_in_opens_a_quarter_of_an_hour_before(
    cast: Cast, client: Client, minutes: int, found: list[str]
) -> None:
    booking = session_of(cast, mode="video")
    with time_machine.travel(booking.starts_at + timedelta(minutes=minutes)):
        assert buttons(content_of(client.get(session_url(booking)))) == found


def test_nobody_joins_here_where_the_expert_calls(cast: Cast, client: Client) -> None:
    booking = session_of(cast, mode="phone")
    with time_machine.travel(booking.starts_at):
        assert buttons(content_of(client.get(session_url(booking)))) == []


def test_a_robot_that_opens_every_link_changes_nothing(cast: Cast, client: Client) -> None:
    booking = offered(cast)
    page = client.get(session_url(booking)).content.decode()
    for address in re.findall(r'(?:href|action|src)="(/[^"]+)"', page):
        client.get(address)
        client.head(address)
    assert state_of(booking) == "offered"


@pytest.mark.parametrize(("answer", "state"), [("acceptance", "booked"), ("refusal", "cancelled")])
def test_an_offer_is_taken_or_refused_in_one_tap(
    cast: Cast, client: Client, answer: str, state: str
) -> None:
    booking = offered(cast)
    page = content_of(client.get(session_url(booking)))
    client.post(f"{session_url(booking)}{answer}/")
    assert (buttons(page), state_of(booking)) == (
        ["Yes, I come", "This hour does not suit me"],
        state,
    )


def test_an_offer_whose_time_is_over_asks_nothing(cast: Cast, client: Client) -> None:
    booking = offered(cast, offered_until=timezone.now() - timedelta(minutes=1))
    answer = client.post(f"{session_url(booking)}acceptance/")
    assert (buttons(content_of(client.get(session_url(booking)))), answer.status_code) == ([], 422)


@pytest.mark.parametrize(
    ("late", "said"),
    [(True, "The time to say yes is over."), (False, "This session is cancelled.")],
)
def test_whoever_still_waits_after_an_offer_reads_so(
    cast: Cast, client: Client, said: str, *, late: bool
) -> None:
    booking = offered(cast)
    if late:
        lapse(timezone.now() + timedelta(hours=2))
    else:
        client.post(f"{session_url(booking)}refusal/")
    page = content_of(client.get(session_url(booking)))
    assert f"{said} You still wait, and are offered the next hour." in page
    Request.objects.update(state="taken_back")
    page = content_of(client.get(session_url(booking)))
    assert (said in page, "You still wait" in page) == (True, False)


def test_i_cannot_come_gives_the_hour_back_once(cast: Cast, client: Client) -> None:
    booking = session_of(cast)
    answers = [client.post(f"{session_url(booking)}leaving/").status_code for _tap in range(2)]
    booking.slot.refresh_from_db()
    assert (answers, state_of(booking), booking.slot.taken) == ([302, 302], "cancelled", 0)


def test_whoever_else_is_signed_in_on_that_telephone_is_not_the_team(cast: Cast) -> None:
    booking = session_of(cast)
    cast.client("AP2").post(f"{session_url(booking)}leaving/")
    assert [(each.reason, each.by) for each in booking.moves.all()] == [("given_back", None)]


def test_within_the_notice_the_page_leads_to_the_telephone(cast: Cast, client: Client) -> None:
    booking = session_of(cast)
    center = cast.stop.center
    center.phone = "0535000000"
    center.save()
    with time_machine.travel(booking.starts_at - timedelta(hours=booking.expert.notice - 1)):
        page = content_of(client.get(session_url(booking)))
        answer = client.post(f"{session_url(booking)}leaving/")
    assert (buttons(page), 'href="tel:0535000000"' in page) == ([], True)
    assert (answer.status_code, state_of(booking)) == (422, "booked")


def test_a_session_moves_to_another_hour_and_keeps_its_link(cast: Cast, client: Client) -> None:
    first, second, third = make_slots(make_expert(cast.stop), cast.stop, 3)
    booking = make_booking(first, make_participation(cast.stop, 1, language="en"))
    page = content_of(client.get(f"{session_url(booking)}moving/"))
    hours = re.findall(r"moving/(\d+)/", page)
    answer = client.post(f"{session_url(booking)}moving/{third.pk}/")
    booking.refresh_from_db()
    assert (hours, answer["Location"]) == ([str(second.pk), str(third.pk)], session_url(booking))
    assert (booking.slot, booking.state) == (third, "booked")


def test_who_cannot_move_keeps_the_session(cast: Cast, client: Client) -> None:
    first, second = make_slots(make_expert(cast.stop), cast.stop, 2)
    booking = make_booking(first, make_participation(cast.stop, 1, language="en"))
    make_booking(second, make_participation(cast.stop, 2))
    answer = client.post(f"{session_url(booking)}moving/{second.pk}/")
    booking.refresh_from_db()
    assert (answer.status_code, booking.slot) == (422, first)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("cancelled", "This session is cancelled."),
        ("lapsed", "The time to say yes is over."),
        ("held", "This session is over."),
        ("missed", "This session did not take place."),
    ],
)
def test_what_is_over_leads_to_free_hours(
    cast: Cast, client: Client, state: str, said: str
) -> None:
    page = content_of(client.get(session_url(session_of(cast, state=state))))
    assert (said in page, buttons(page), "/fes/coaching/?theme=digital" in page) == (True, [], True)


def test_a_session_that_is_off_promises_no_call(cast: Cast, client: Client) -> None:
    booking = session_of(cast)
    url, said = session_url(booking), "The expert calls you"
    pages = [content_of(client.get(url))]
    client.post(f"{url}leaving/")
    pages.append(content_of(client.get(url)))
    assert [said in page for page in pages] == [True, False]


def test_the_calendar_speaks_the_language_of_the_page(cast: Cast, client: Client) -> None:
    url = session_url(session_of(cast))
    files = [
        client.get(f"{url}calendar.ics?lang={code}").content.decode() for code in ("ar", "fr", "en")
    ]
    assert [re.findall(r"SUMMARY:(.*)\r", each) for each in files] == [
        ["ميكرولابس: جلسة مع خبير"],
        ["Microlabs\xa0: une séance"],
        ["Microlabs: a session"],
    ]


def test_the_card_opens_the_session_and_says_no_number(cast: Cast, client: Client) -> None:
    booking = session_of(cast)
    answer = client.get(f"{session_url(booking)}card-ar.png")
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(answer.content)))
    said = cards.words_of(booking)
    assert (code.text, len(answer.content) < 60_000) == (session_link(booking), True)
    assert [name for name, text in said.items() if "0001" in text and name != "qr"] == []


def test_no_other_language_has_a_card(cast: Cast, client: Client) -> None:
    assert client.get(f"{session_url(session_of(cast))}card-es.png").status_code == 404


def test_the_page_is_kept_out_of_caches_and_search_engines(cast: Cast, client: Client) -> None:
    answer = client.get(session_url(session_of(cast)))
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == (
        "private, no-store",
        "noindex, nofollow",
    )


def test_a_session_without_its_person_still_has_a_page(cast: Cast, client: Client) -> None:
    booking = session_of(cast, state="held")
    Booking.objects.filter(pk=booking.pk).update(person=None, participation=None)
    assert client.get(session_url(booking)).status_code == 200


def test_where_the_center_has_no_telephone_one_writes(cast: Cast, client: Client) -> None:
    booking = session_of(cast)
    assert not cast.stop.center.phone
    with time_machine.travel(booking.starts_at - timedelta(hours=booking.expert.notice - 1)):
        pages = [
            content_of(client.get(session_url(booking))),
            content_of(client.post(f"{session_url(booking)}leaving/")),
        ]
    writing = f'href="{reverse("messaging:my_thread", args=[cast.stop.slug])}"'
    assert [writing in page for page in pages] == [True, True]
    assert ["call the center" in page for page in pages] == [False, False]


def test_whoever_is_offered_an_hour_because_the_expert_is_ill_reads_which_one_is_off(
    cast: Cast, client: Client
) -> None:
    booking = session_of(cast)
    make_slot(booking.expert, cast.stop, at=booking.starts_at + timedelta(days=2))
    said, page = "the expert cannot come. We are sorry.", session_url(booking)
    assert said not in content_of(client.get(page))
    send_away(nearest([booking]), by=cast["RS1"])
    page = session_url(Booking.objects.get(pk=booking.pk))
    assert said in content_of(client.get(page))
    client.post(f"{page}acceptance/")
    assert said not in content_of(client.get(page))
