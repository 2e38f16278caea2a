"""“Who has my data”: partners, institutions that were asked, experts; nobody else's."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from desk.models import Opinion
from partners.doors.actions import close_door
from people.models import Participation
from tests.coaching.arranged import make_booking, make_expert, make_slot
from tests.pages import content_of
from tests.partners.arranged import another, door, taking_part

if TYPE_CHECKING:
    from tests.cast import Cast

PAGE = "/fes/me/who/"
COST = 5  # the session, who asks, the place; doors, opinions, sessions
DUE = timezone.localdate() + timedelta(days=5)


def asked(cast: Cast, institution: str, **values: object) -> Opinion:
    """An institution that is asked about AP1's file."""
    own = {"application": cast.application, "by": cast["RS1"], "due": DUE}
    return Opinion.objects.create(institution=institution, **own, **values)


def test_everybody_who_reads_of_a_person_stands_there(cast: Cast) -> None:
    place = taking_part(cast)
    door(place)
    asked(cast, "Chamber of crafts")
    asked(cast, "Taken back", withdrawn_at=timezone.now())
    expert = make_expert(cast.stop, 1)
    make_booking(make_slot(expert, cast.stop), place)
    page = content_of(cast.client("AP1").get(PAGE))
    told = ["Bank", "Chamber of crafts", "Expert 1", "Close the door"]
    assert [word for word in told if word not in page] == []
    assert "Taken back" not in page


@pytest.mark.parametrize(
    ("hours", "said"),
    [((-50,), "last"), ((50,), "next"), ((-50, -90), "last"), ((-50, 50, 90), "last, next")],
)
def test_a_session_to_come_is_not_called_the_last_one(
    cast: Cast, hours: tuple[int, ...], said: str
) -> None:
    place, expert, now = taking_part(cast), make_expert(cast.stop, 1), timezone.now()
    for each in hours:
        state = "held" if each < 0 else "booked"
        slot = make_slot(expert, cast.stop, at=now + timedelta(hours=each))
        make_booking(slot, place, state=state)
    page = content_of(cast.client("AP1").get(f"{PAGE}?lang=en"))
    days = {
        word: date_format(timezone.localtime(now + timedelta(hours=sign * 50)), "j F")
        for word, sign in (("last", -1), ("next", 1))
    }
    found = [word for word, day in days.items() if f"Your {word} session: {day}" in page]
    named = [word for word in days if f"Your {word} session" in page]
    assert (", ".join(found), named) == (said, found)


def test_a_closed_door_stays_on_the_page_without_a_button(cast: Cast) -> None:
    close_door(door(taking_part(cast)))
    page = content_of(cast.client("AP1").get(PAGE))
    assert ("Closed on" in page, "Close the door" in page) == (True, False)


def test_nothing_of_somebody_else_stands_there(cast: Cast) -> None:
    door(Participation.objects.create(stop=cast.stop, person=cast["AP2"]))
    taking_part(cast)
    page = content_of(cast.client("AP1").get(PAGE))
    assert ("No partner sees anything of you." in page, "Bank" in page) == (True, False)


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_costs_the_same_for_one_of_each_and_for_three(cast: Cast, many: int) -> None:
    place = taking_part(cast)
    for number in range(many):
        door(place, another(cast.stop, f"fund{number}")[0])
        asked(cast, f"Chamber {number}")
        at = timezone.now() + timedelta(days=2 + number)
        make_booking(make_slot(make_expert(cast.stop, number + 1), cast.stop, at=at), place)
    browser = cast.client("AP1")
    browser.get(PAGE)
    with CaptureQueriesContext(connection) as seen:
        browser.get(PAGE)
    assert len(seen) == COST
