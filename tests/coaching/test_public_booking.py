"""Find and book in three taps: a theme, an hour, a yes; who reads what; what is refused."""

from __future__ import annotations

import gzip
import re
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coaching.booking.links import session_url
from coaching.models import Booking, CoachingRules, Request, Slot
from needs.models import Need
from people.models import Participation
from programs.models import Theme
from tests.coaching.arranged import make_booking, make_expert, make_slot, make_slots
from tests.pages import content_of
from tests.workshops.planned import make_participation
from tests.workshops.test_public_register import buttons, taking_part

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tests.cast import Cast

FIND = "/fes/coaching/"
HOURS = f"{FIND}?theme=digital"


def hour(slot: Slot) -> str:
    """Where one slot is confirmed."""
    return f"{FIND}slots/{slot.pk}/?theme=digital"


def form(**more: Any) -> dict[str, Any]:
    """What the form of an hour sends."""
    return {"mode": "phone", "phone": "0699 03 00 98", "key": str(uuid.uuid4()), **more}


def send(cast: Cast, slot: Slot, **more: Any) -> Answer:
    """AP1's form for a slot."""
    return cast.client("AP1").post(hour(slot), form(**more))


def heads(page: str) -> list[str]:
    """The second headings, without their marks."""
    found = re.findall(r"<h2>(.*?)</h2>", page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", "", each).split()) for each in found]


def slots_on(page: str) -> list[int]:
    """The hours that a page leads to, in order."""
    return [int(each) for each in re.findall(r"/coaching/slots/(\d+)/", page)]


def test_three_taps_book_a_session(cast: Cast) -> None:
    taking_part(cast)
    slot = make_slot(make_expert(cast.stop), cast.stop)
    browser = cast.client("AP1")
    assert 'href="?theme=digital"' in content_of(browser.get(FIND))
    assert slots_on(content_of(browser.get(HOURS))) == [slot.pk]
    assert buttons(content_of(browser.get(hour(slot))))[-1] == "Book"
    answer = send(cast, slot)
    booking = Booking.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, session_url(booking))
    assert (booking.slot, booking.phone, booking.by) == (slot, "+212699030098", cast["AP1"])


def test_the_three_pages_and_their_style_weigh_less_than_thirty_kilobytes(cast: Cast) -> None:
    taking_part(cast)
    slot = make_slots(make_expert(cast.stop), cast.stop, 12)[0]
    browser = cast.client("AP1", "ar")
    pages = [browser.get(address).content for address in (FIND, HOURS, hour(slot))]
    again = [len(browser.get(address).content) for address in (FIND, HOURS, hour(slot))]
    whole = sum(len(gzip.compress(page)) for page in pages)  # the first one brings the style
    assert (whole < 30_000, max(again) < 14_000) == (True, True), (whole, again)


def test_a_form_that_is_sent_twice_books_once(cast: Cast) -> None:
    taking_part(cast)
    slot = make_slot(make_expert(cast.stop), cast.stop)
    typed = form()
    where = [cast.client("AP1").post(hour(slot), typed)["Location"] for _tap in range(2)]
    assert (where[0] == where[1], Booking.objects.count()) == (True, 1)


def test_whoever_goes_back_to_the_hour_that_they_booked_finds_their_session(cast: Cast) -> None:
    taking_part(cast)
    slot = make_slot(make_expert(cast.stop, 1, themes=["digital"]), cast.stop)
    booked = send(cast, slot)["Location"]
    answer = cast.client("AP1").get(hour(slot))
    assert (answer.status_code, answer["Location"]) == (302, booked)


def test_what_somebody_needs_is_proposed_first(cast: Cast) -> None:
    own = taking_part(cast)
    type(cast.application).objects.filter(pk=cast.application.pk).update(participation=own)
    make_expert(cast.stop, themes=["digital", "financing", "marketing"])
    for code, level in (("financing", 60), ("marketing", 90)):
        theme = Theme.objects.get(code=code)
        Need.objects.create(application=cast.application, theme=theme, level=level)
    page = content_of(cast.client("AP1").get(FIND))
    themes = re.findall(r'href="\?theme=(\w+)"', page)
    assert (themes, heads(page)[:2]) == (
        ["marketing", "financing", "digital"],
        ["Proposed for you", "Other subjects"],
    )


def test_a_visitor_sees_the_hours_and_signs_in_to_book(cast: Cast, client: Client) -> None:
    slot = make_slot(make_expert(cast.stop), cast.stop)
    page = content_of(client.get(f"{HOURS}&lang=en"))
    assert (slots_on(page), buttons(page)) == ([slot.pk], ["Show the hours"])
    assert client.get(hour(slot))["Location"].startswith("/account/login/?next=/fes/coaching/slots")


def test_who_does_not_take_part_reads_why_and_books_nothing(cast: Cast) -> None:
    slot = make_slot(make_expert(cast.stop), cast.stop)
    page = content_of(cast.client("AP2").get(HOURS))
    answer = cast.client("AP2").post(hour(slot), form())
    assert ("Sessions are for people who take part" in page, slots_on(page)) == (True, [])
    assert (answer["Location"], Booking.objects.count()) == (FIND, 0)


def test_a_taken_hour_offers_three_others_and_keeps_what_was_typed(cast: Cast) -> None:
    taking_part(cast)
    first, *rest = make_slots(make_expert(cast.stop), cast.stop, 5)
    make_booking(first, make_participation(cast.stop, 1))
    answer = send(cast, first, words="ما الثمن؟", phone="0699 03 00 97")
    page = content_of(answer)
    assert (answer.status_code, slots_on(page)) == (422, [each.pk for each in rest[:3]])
    assert ("Somebody else has just taken this time." in page, 'value="ما الثمن؟"' in page) == (
        True,
        True,
    )
    assert send(cast, rest[0]).status_code == 302


@pytest.mark.usefixtures("one_moment")
def test_whoever_comes_too_late_is_turned_away_by_a_handful_of_statements(cast: Cast) -> None:
    taking_part(cast)
    first, *_rest = make_slots(make_expert(cast.stop), cast.stop, 5)
    make_booking(first, make_participation(cast.stop, 1))
    browser = cast.client("AP1")
    for _visit in range(2):  # which compose and draw what is composed and drawn once
        browser.post(hour(first), form())
    with CaptureQueriesContext(connection) as asked:
        page = content_of(browser.post(hour(first), form()))
    assert (len(asked), len(slots_on(page))) == (5, 3)


def test_whoever_comes_too_late_keeps_what_they_typed_and_nobody_else_reads_it(cast: Cast) -> None:
    for code in ("AP1", "AP2"):
        taking_part(cast, code)
    first, *_rest = make_slots(make_expert(cast.stop), cast.stop, 5)
    make_booking(first, make_participation(cast.stop, 1))
    typed = {"AP1": '"><b>first</b>', "AP2": '"><b>second</b>'}
    pages = {
        code: content_of(cast.client(code).post(hour(first), form(words=words)))
        for code, words in typed.items()
    }
    kept = {code: re.findall(r'name="words" value="([^"]*)"', page) for code, page in pages.items()}
    assert kept == {
        "AP1": ["&quot;&gt;&lt;b&gt;first&lt;/b&gt;"],
        "AP2": ["&quot;&gt;&lt;b&gt;second&lt;/b&gt;"],
    }


def test_whoever_sends_another_form_for_their_own_hour_is_led_to_their_session(
    cast: Cast,
) -> None:
    taking_part(cast)
    slot = make_slot(make_expert(cast.stop), cast.stop)
    led = [send(cast, slot)["Location"] for _form in range(2)]
    assert (led[0] == led[1], Booking.objects.count()) == (True, 1)


def test_an_hour_that_is_gone_says_so_before_anything_is_typed(cast: Cast) -> None:
    taking_part(cast)
    first, second = make_slots(make_expert(cast.stop), cast.stop, 2)
    make_booking(first, make_participation(cast.stop, 1))
    page = content_of(cast.client("AP1").get(hour(first)))
    assert ("This hour is taken by now." in page, slots_on(page)) == (True, [second.pk])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"phone": ""}, "Please write the number on which you answer."),
        ({"phone": "06"}, "number"),
        ({"mode": "pigeon"}, "Select a valid choice"),
        ({"words": "x" * 301}, "at most 300"),
    ],
)
def test_bad_input_gets_a_sentence_beside_the_field(
    cast: Cast, typed: dict[str, str], said: str
) -> None:
    taking_part(cast)
    slot = make_slot(make_expert(cast.stop), cast.stop)
    answer = send(cast, slot, **typed)
    assert (answer.status_code, said in content_of(answer)) == (422, True)
    assert Booking.objects.count() == 0


def test_arabic_digits_are_a_number(cast: Cast) -> None:
    taking_part(cast)
    send(cast, make_slot(make_expert(cast.stop), cast.stop), phone="٠٦ ٩٩ ٠٣ ٠٠ ٩٩")
    assert Booking.objects.get().phone == "+212699030099"


def test_no_number_is_asked_where_nobody_calls(cast: Cast) -> None:
    taking_part(cast)
    slot = make_slot(make_expert(cast.stop), cast.stop, modes=["center"], place="Salle 2")
    page = content_of(cast.client("AP1").get(hour(slot)))
    answer = cast.client("AP1").post(hour(slot), {"mode": "center", "key": str(uuid.uuid4())})
    assert ('name="phone"' in page, answer.status_code) == (False, 302)


def test_who_has_all_sessions_reads_how_many_one_may_have(cast: Cast) -> None:
    own = taking_part(cast)
    CoachingRules.objects.create(stop=cast.stop, per_person=1)
    first, second = make_slots(make_expert(cast.stop), cast.stop, 2)
    make_booking(first, own)
    answer = send(cast, second)
    assert (answer.status_code, "one person can have at this stop" in content_of(answer)) == (
        422,
        True,
    )


def test_wishes_narrow_the_hours_and_put_experts_first(cast: Cast) -> None:
    taking_part(cast)
    man = make_expert(cast.stop, 1, gender="man")
    woman = make_expert(cast.stop, 2, gender="woman")
    early = make_slot(man, cast.stop, at=timezone.now() + timedelta(days=2))
    late = make_slot(woman, cast.stop, at=timezone.now() + timedelta(days=3), modes=["center"])
    read = cast.client("AP1").get
    assert slots_on(content_of(read(HOURS))) == [early.pk, late.pk]
    wished = content_of(read(f"{HOURS}&expert={woman.pk}&expert={man.pk}"))
    assert (slots_on(wished), heads(wished)[:2]) == (
        [late.pk, early.pk],
        ["With Expert 2", "With Expert 1"],
    )
    assert slots_on(content_of(read(f"{HOURS}&woman=1"))) == [late.pk]
    assert slots_on(content_of(read(f"{HOURS}&mode=phone"))) == [early.pk]


@pytest.mark.parametrize(("experts", "asked"), [(1, 1), (2, 2), (4, 3)])
def test_one_wishes_for_no_more_experts_than_there_are(
    cast: Cast, experts: int, asked: int
) -> None:
    taking_part(cast)
    for n in range(experts):
        make_expert(cast.stop, n + 1)
    assert content_of(cast.client("AP1").get(HOURS)).count('name="expert"') == asked


@pytest.mark.parametrize("query", ["expert=x", "expert=9999999999999999999", "mode=%00", "more=y"])
def test_an_address_that_was_tampered_with_shows_what_there_is(cast: Cast, query: str) -> None:
    taking_part(cast)
    slot = make_slot(make_expert(cast.stop), cast.stop)
    answer = cast.client("AP1").get(f"{HOURS}&{query}")
    assert (answer.status_code, slots_on(content_of(answer))) == (200, [slot.pk])


def test_the_expert_whom_one_has_met_stands_first(cast: Cast) -> None:
    own = taking_part(cast)
    known, other = (make_expert(cast.stop, n) for n in (1, 2))
    met = make_slot(known, cast.stop, at=timezone.now() - timedelta(days=9))
    make_booking(met, own, state="held")
    soon = make_slot(other, cast.stop, at=timezone.now() + timedelta(days=2))
    again = make_slot(known, cast.stop, at=timezone.now() + timedelta(days=5))
    page = content_of(cast.client("AP1").get(HOURS))
    assert (slots_on(page), heads(page)[0]) == ([again.pk, soon.pk], "With Expert 1")


def test_where_no_hour_is_free_one_tap_asks_for_one_and_another_takes_it_back(cast: Cast) -> None:
    own = taking_part(cast)
    make_expert(cast.stop, gender="woman")
    page = content_of(cast.client("AP1").get(f"{HOURS}&woman=1"))
    typed = {"theme": "digital", "woman": "1", "words": "صفحة"}
    answer = cast.client("AP1").post(f"{FIND}requests/", typed)
    asked = Request.objects.get()
    assert (buttons(page)[-1], answer["Location"]) == ("Ask for a session", FIND)
    assert (asked.participation, asked.theme.code, asked.woman, asked.words) == (
        own,
        "digital",
        True,
        "صفحة",
    )
    assert "You have asked for a session on" in content_of(cast.client("AP1").get(FIND))
    cast.client("AP1").post(f"{FIND}requests/{asked.pk}/withdrawal/")
    asked.refresh_from_db()
    assert asked.state == Request.State.TAKEN_BACK


def test_nobody_takes_back_what_somebody_else_asks_for(cast: Cast) -> None:
    taking_part(cast, "AP2")
    theme = Theme.objects.get(code="digital")
    asked = Request.objects.create(participation=make_participation(cast.stop, 1), theme=theme)
    answer = cast.client("AP2").post(f"{FIND}requests/{asked.pk}/withdrawal/")
    asked.refresh_from_db()
    assert (answer.status_code, asked.state) == (404, Request.State.WAITING)


@pytest.mark.parametrize("key", ["2147483648", "9" * 19, "9" * 40])
def test_a_number_that_no_hour_can_have_is_not_there(cast: Cast, key: str) -> None:
    taking_part(cast)
    answer = cast.client("AP1").post(f"{FIND}slots/{key}/?theme=digital", form())
    assert answer.status_code == 404


def test_an_hour_of_another_stop_is_not_here(cast: Cast) -> None:
    taking_part(cast)
    slot = make_slot(make_expert(cast.elsewhere), cast.elsewhere)
    assert cast.client("AP1").get(hour(slot)).status_code == 404


def test_the_list_of_hours_costs_as_much_for_one_as_for_three(cast: Cast) -> None:
    Participation.objects.create(stop=cast.stop, person=cast["AP1"])
    cast.client("AP1").get(HOURS)  # whatever is asked for once a process
    spent = []
    for n, more in enumerate((1, 2), start=1):
        make_slots(make_expert(cast.stop, n), cast.stop, more)
        with CaptureQueriesContext(connection) as statements:
            cast.client("AP1").get(HOURS)
        spent.append(len(statements))
    assert spent[0] == spent[1]
