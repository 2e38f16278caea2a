"""A team books for somebody who calls: no name in an address, the same path as everybody."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from coaching.models import Booking, Request
from tests.coaching.arranged import make_booking, make_expert, make_slot, make_slots
from tests.pages import content_of
from tests.workshops.planned import make_participation

if TYPE_CHECKING:
    from tests.cast import Cast

CALLERS = "/desk/fes/coaching/callers/"


def form(**more: str) -> dict[str, str]:
    """What the form of an hour sends."""
    return {"mode": "phone", "phone": "0699 03 00 98", "key": str(uuid.uuid4()), **more}


def test_a_caller_is_found_by_name_or_number_and_no_address_holds_either(cast: Cast) -> None:
    person = make_participation(cast.stop, 1)
    make_participation(cast.elsewhere, 2)
    for words in ("Person", "0699 03 00 01"):
        answer = cast.client("RS1").post(CALLERS, {"q": words})
        page = content_of(cast.client("RS1").get(answer["Location"]))
        assert ("Person" in answer["Location"], "0699" in answer["Location"]) == (False, False)
        assert (f"{CALLERS}{person.pk}/" in page, page.count("<li>")) == (True, 1)


def test_whoever_is_not_found_is_said_so(cast: Cast) -> None:
    answer = cast.client("RS1").post(CALLERS, {"q": "Nobody"})
    page = content_of(cast.client("RS1").get(answer["Location"]))
    assert "Nobody who takes part in this stop is called so." in page


def test_a_team_books_for_a_caller_within_the_notice(cast: Cast) -> None:
    person = make_participation(cast.stop, 1)
    slot = make_slot(make_expert(cast.stop, notice=200), cast.stop)
    where = f"{CALLERS}{person.pk}/slots/{slot.pk}/?theme=digital"
    answer = cast.client("RS1").post(where, form(words="A page"))
    booking = Booking.objects.get()
    assert answer["Location"] == f"/desk/fes/coaching/sessions/{booking.pk}/"
    assert (booking.participation, booking.by, booking.moves.get().reason) == (
        person,
        cast["RS1"],
        "for_caller",
    )


def test_a_caller_sees_the_hours_of_a_theme_and_their_latest_sessions(cast: Cast) -> None:
    person = make_participation(cast.stop, 1)
    first, second = make_slots(make_expert(cast.stop), cast.stop, 2)
    booking = make_booking(first, person)
    page = content_of(cast.client("RS1").get(f"{CALLERS}{person.pk}/?theme=digital"))
    assert f"/slots/{second.pk}/" in page
    assert f"/slots/{first.pk}/" not in page
    assert f"/desk/fes/coaching/sessions/{booking.pk}/" in page


def test_a_taken_hour_offers_others_and_keeps_what_was_typed(cast: Cast) -> None:
    person = make_participation(cast.stop, 1)
    first, second = make_slots(make_expert(cast.stop), cast.stop, 2)
    make_booking(first, make_participation(cast.stop, 2))
    where = f"{CALLERS}{person.pk}/slots/{first.pk}/?theme=digital"
    answer = cast.client("RS1").post(where, form(words="Prix"))
    page = content_of(answer)
    assert (answer.status_code, 'value="Prix"' in page) == (422, True)
    assert f"{CALLERS}{person.pk}/slots/{second.pk}/?theme=digital" in page


def test_whom_no_hour_suits_waits_in_the_order(cast: Cast) -> None:
    person = make_participation(cast.stop, 1)
    where = f"{CALLERS}{person.pk}/requests/"
    answer = cast.client("RS1").post(where, {"theme": "digital", "words": "Le soir"})
    asked = Request.objects.get()
    assert answer["Location"] == "/desk/fes/coaching/requests/"
    assert (asked.participation, asked.words, asked.by) == (person, "Le soir", cast["RS1"])


def test_a_person_of_another_stop_is_not_here(cast: Cast) -> None:
    person = make_participation(cast.elsewhere, 1)
    assert cast.client("RS1").get(f"{CALLERS}{person.pk}/").status_code == 404


def test_the_form_of_a_caller_speaks_of_them_to_the_team(cast: Cast) -> None:
    person = make_participation(cast.stop, 1)
    slot = make_slot(make_expert(cast.stop), cast.stop)
    where = f"{CALLERS}{person.pk}/slots/{slot.pk}/?theme=digital"
    page = content_of(cast.client("RS1").get(where))
    asked = ("How do they want to meet?", "How do you want to meet?", "expert calls you")
    assert [words in page for words in asked] == [True, False, False]
