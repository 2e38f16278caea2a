"""Who is off the file of somebody, or reads it without names, meets nobody of it in sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.models import Attempt, Booking, Request
from coaching.search import hits
from people.models import Participation
from programs.models import Theme
from selection.models import Recusal
from tests.coaching.arranged import make_booking, make_expert, make_slots
from tests.pages import content_of

if TYPE_CHECKING:
    from tests.cast import Cast


def sessions_of_ap1(cast: Cast) -> Booking:
    """One that was held, one that nobody answered to, one that is asked for."""
    person = Participation.objects.get_or_create(stop=cast.stop, person=cast["AP1"])[0]
    one, other = make_slots(make_expert(cast.stop), cast.stop, 2)
    make_booking(one, person, state="held")
    booking = make_booking(other, person)
    Attempt.objects.bulk_create(Attempt(booking=booking) for _time in range(3))
    Request.objects.create(participation=person, theme=Theme.objects.get(code="digital"))
    return booking


def pages(booking: Booking) -> list[str]:
    week = f"{reverse('coaching:list', args=['fes'])}?on={timezone.localdate(booking.starts_at)}"
    lists = ("coaching:requests", "day:calls", "day:support")
    return [week, *(reverse(name, args=["fes"]) for name in lists)]


def found(cast: Cast, code: str) -> int:
    """How many sessions the search of the desk finds by the name of AP1."""
    [sessions] = hits(cast[code], [cast.stop], cast["AP1"].name)
    return len(sessions.rows)


@pytest.mark.parametrize("code", ["RV", "RS1"])
def test_nobody_meets_whose_file_they_are_off(cast: Cast, code: str) -> None:
    booking = sessions_of_ap1(cast)
    name = cast["AP1"].name
    own = [
        reverse("coaching:session", args=["fes", booking.pk]),
        reverse("day:session", args=[booking.pk]),
        *([reverse("day:report", args=[booking.pk])] if code == "RS1" else []),
    ]
    browser = cast.client(code)
    assert [name in content_of(browser.get(page)) for page in pages(booking)] == [True] * 4
    assert [browser.get(page).status_code for page in own] == [200] * len(own)
    assert found(cast, code) == 2
    Recusal.objects.create(application=cast.application, reader=cast[code], by=cast["RS1"])
    manages = code == "RS1"  # for a manager nothing is hidden
    shown = [name in content_of(browser.get(page)) for page in pages(booking)]
    assert (shown, found(cast, code)) == ([manages] * 4, 2 if manages else 0)
    assert [browser.get(page).status_code for page in own] == [200 if manages else 404] * len(own)
    talked = browser.post(reverse("day:talked", args=["fes", booking.participation_id]), {})
    assert talked.status_code == (302 if manages else 403)
