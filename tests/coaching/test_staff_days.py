"""A whole day is moved in one act: looked at first, then one confirmation, all told once."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from coaching.booking import queue
from coaching.booking.actions import cancel
from coaching.booking.days import nearest
from coaching.booking.queue import offer_what_is_free
from coaching.models import Booking, Request, Slot
from coaching.staff import day_views
from messaging.models import Message
from tests.coaching.arranged import make_booking, make_expert, make_slots
from tests.pages import content_of
from tests.workshops.planned import make_participation

if TYPE_CHECKING:
    from datetime import datetime

    from coaching.booking.days import Sent
    from tests.cast import Cast

DAYS = "/desk/fes/coaching/days/"


def noon(days: int) -> datetime:
    """Noon, so many days from now: no session of a day reaches over midnight."""
    day = timezone.localtime() + timedelta(days=days)
    return day.replace(hour=12, minute=0, second=0, microsecond=0)


def ill(cast: Cast, free: int) -> list[Booking]:
    """Three people of one day of an expert; so many hours are free the day after."""
    expert = make_expert(cast.stop)
    slots = make_slots(expert, cast.stop, 3, at=noon(4))
    if free:
        make_slots(make_expert(cast.stop, 2), cast.stop, free, at=noon(5))
    return [make_booking(slot, make_participation(cast.stop, n)) for n, slot in enumerate(slots, 1)]


def days_of(booking: Booking) -> dict[str, str]:
    return {"expert": str(booking.expert_id), "first_on": f"{booking.slot.on}"}


def pairs_on(page: str) -> list[str]:
    return re.findall(r'name="pair"\s+value="([\d.]+)"', page)


def test_who_leaves_while_the_day_is_moved_is_said_so_and_nothing_changes(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    hit, team = ill(cast, free=2), cast.client("RS1")
    shown = pairs_on(content_of(team.get(DAYS, days_of(hit[0]))))
    free = set(Slot.objects.free().values_list("pk", flat=True))
    moving = day_views.be_away

    def late(*args: Any, **kwargs: Any) -> Sent:
        cancel(Booking.objects.get(pk=hit[0].pk))
        return moving(*args, **kwargs)

    monkeypatch.setattr(day_views, "be_away", late)
    answer = team.post(DAYS, {**days_of(hit[0]), "pair": shown})
    states = list(Booking.objects.order_by("pk").values_list("state", flat=True))
    assert (answer.status_code, states) == (422, ["cancelled", "booked", "booked"])
    assert len(pairs_on(content_of(answer))) == 2
    kept = set(Slot.objects.free().values_list("pk", flat=True)) - {hit[0].slot_id}
    assert (hit[0].expert.absences.count(), kept) == (0, free)


def test_who_books_while_the_day_is_moved_is_shown_first_and_nothing_changes(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    hit, team = ill(cast, free=2), cast.client("RS1")
    (late_slot,) = make_slots(hit[0].expert, cast.stop, 1, at=noon(4) + timedelta(hours=3))
    shown = pairs_on(content_of(team.get(DAYS, days_of(hit[0]))))
    moving = day_views.be_away

    def late(*args: Any, **kwargs: Any) -> Sent:
        make_booking(late_slot, make_participation(cast.stop, 9))
        return moving(*args, **kwargs)

    monkeypatch.setattr(day_views, "be_away", late)
    answer = team.post(DAYS, {**days_of(hit[0]), "pair": shown})
    states = list(Booking.objects.values_list("state", flat=True))
    assert (answer.status_code, states) == (422, ["booked"] * 4)
    assert (len(pairs_on(content_of(answer))), hit[0].expert.absences.count()) == (4, 0)


def test_what_was_free_on_a_day_that_is_moved_is_offered_to_nobody(cast: Cast) -> None:
    hit, team = ill(cast, free=0), cast.client("RS1")
    expert = hit[0].expert
    make_slots(expert, cast.stop, 2, at=noon(4) + timedelta(hours=3))
    shown = pairs_on(content_of(team.get(DAYS, days_of(hit[0]))))
    for _press in range(2):
        team.post(DAYS, {**days_of(hit[0]), "pair": shown})
    assert (expert.absences.count(), Slot.objects.free().count()) == (1, 0)
    assert (offer_what_is_free(), Request.objects.count()) == (0, 3)


def test_each_of_a_day_is_offered_the_nearest_hour_in_one_message(cast: Cast) -> None:
    hit, team = ill(cast, free=2), cast.client("RS1")
    page = content_of(team.get(DAYS, days_of(hit[0])))
    before = Booking.objects.filter(state="booked").count()
    answer = team.post(DAYS, {**days_of(hit[0]), "pair": pairs_on(page)})
    states = list(Booking.objects.order_by("pk").values_list("state", flat=True))
    assert (len(pairs_on(page)), before) == (3, 3)
    assert (answer.status_code, states) == (302, ["offered", "offered", "cancelled"])
    told = Message.objects.filter(person__in=[each.person for each in hit])
    assert (Request.objects.count(), told.count()) == (1, 3)


def test_looking_changes_nothing(cast: Cast) -> None:
    hit = ill(cast, free=3)
    cast.client("RS1").get(DAYS, days_of(hit[0]))
    assert set(Booking.objects.values_list("state", "version")) == {("booked", 1)}


def test_what_has_changed_meanwhile_is_shown_again_first(cast: Cast) -> None:
    hit, team = ill(cast, free=3), cast.client("RS1")
    shown = pairs_on(content_of(team.get(DAYS, days_of(hit[0]))))
    Booking.objects.filter(pk=hit[1].pk).update(version=2)
    answer = team.post(DAYS, {**days_of(hit[0]), "pair": shown})
    assert (answer.status_code, "Something has changed meanwhile" in content_of(answer)) == (
        422,
        True,
    )
    assert set(Booking.objects.values_list("state", flat=True)) == {"booked"}


@pytest.mark.parametrize(
    "typed",
    [
        {"expert": "x"},
        {"first_on": "soon"},
        {"last_on": "2020-01-01"},
        {"first_on": "2020-01-01"},
        {"last_on": "2206-01-01"},
        {"last_on": "9999-12-31"},
    ],
)
def test_bad_days_get_a_sentence(cast: Cast, typed: dict[str, str]) -> None:
    hit = ill(cast, free=0)
    answer = cast.client("RS1").get(DAYS, {**days_of(hit[0]), **typed})
    assert (answer.status_code, pairs_on(content_of(answer))) == (422, [])


def test_a_day_without_sessions_says_so(cast: Cast) -> None:
    hit = ill(cast, free=0)
    day = {**days_of(hit[0]), "first_on": f"{hit[0].slot.on + timedelta(days=9)}"}
    assert "nothing has to move" in content_of(cast.client("RS1").get(DAYS, day))


def test_a_day_on_which_nobody_is_booked_keeps_the_absence_and_closes_its_hours(cast: Cast) -> None:
    expert = make_expert(cast.stop)
    slot, *_rest = make_slots(expert, cast.stop, 2, at=noon(4))
    day, team = {"expert": str(expert.pk), "first_on": f"{slot.on}"}, cast.client("RS1")
    assert "Keep the absence" in content_of(team.get(DAYS, day))
    assert team.post(DAYS, day).status_code == 302
    assert list(expert.absences.values_list("first_on", "last_on")) == [(slot.on, slot.on)]
    assert list(Slot.objects.values_list("state", "why")) == [("closed", "absent")] * 2


def test_nobody_is_sent_to_an_hour_that_they_could_not_confirm_in_time(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    expert, other = make_expert(cast.stop), make_expert(cast.stop, 2, notice=3)
    (slot,) = make_slots(expert, cast.stop, 1, at=noon(4))
    hit = make_booking(slot, make_participation(cast.stop, 1))
    make_slots(other, cast.stop, 1, at=noon(4))
    (later,) = make_slots(other, cast.stop, 1, at=noon(5))
    told = noon(4) - timedelta(hours=2)
    monkeypatch.setattr(queue, "next_moment", lambda *_args, **_named: told)
    assert nearest([hit]) == [(hit, later)]
