"""A second expert who is named beforehand: in their day, at no other session, kept where free."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coaching.booking.actions import book, cancel, move
from coaching.booking.beside import bring
from coaching.booking.letters import words
from coaching.booking.links import session_url
from coaching.hours.keeping import keep
from coaching.hours.lives import leave
from coaching.models import Booking, BusyHour, Expert, OutsideCalendar, SingleDay, Slot
from coaching.session.access import of_day
from coaching.session.forms import Reporting
from coaching.staff.undoing import undo
from messaging.models import Message
from people.departures import leave as depart
from tests.coaching.arranged import in_a_morning, make_booking, make_expert, make_slot
from tests.pages import content_of
from tests.workshops.planned import make_participation

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cast import Cast


def two(cast: Cast) -> tuple[Booking, Expert]:
    """A session of tomorrow with expert 1, and EX1, who is another expert of the center."""
    slot = make_slot(make_expert(cast.stop), cast.stop, at=timezone.now() + timedelta(hours=30))
    booking = make_booking(slot, make_participation(cast.stop, 1))
    return booking, make_expert(cast.stop, 2, user=cast["EX1"])


def test_whom_the_team_names_finds_the_session_in_their_day_and_its_person_knows(
    cast: Cast,
) -> None:
    booking, second = two(cast)
    address = f"/desk/fes/coaching/sessions/{booking.pk}/second/"
    assert cast.client("EX1").get(f"/expert/sessions/{booking.pk}/").status_code == 404
    assert cast.client("RS1").post(address, {"second": second.pk}).status_code == 302
    day = of_day([second], timezone.localdate(booking.starts_at))
    assert [each.pk for each in day] == [booking.pk]
    assert cast.client("EX1").get(f"/expert/sessions/{booking.pk}/").status_code == 200
    assert "Expert 2" in content_of(cast.client().get(f"{session_url(booking)}?lang=en"))
    booking.refresh_from_db()
    assert words(booking, "en")["expert"] == "Expert 1 and Expert 2"
    told = Message.objects.get(event="expert_booked")
    assert (told.person, Reporting(booking).initial["beside"]) == (cast["EX1"], second.pk)


def test_a_second_expert_is_told_that_they_need_not_come(cast: Cast) -> None:
    booking, second = two(cast)
    bring(booking, second)
    bring(booking, None)
    assert not of_day([second], timezone.localdate(booking.starts_at)).exists()
    told = Message.objects.filter(person=cast["EX1"]).order_by("pk")
    assert [each.event for each in told] == ["expert_booked", "expert_freed"]


def test_whoever_is_named_once_more_is_told_once_more(cast: Cast) -> None:
    booking, second = two(cast)
    for each in (second, None, second, None, second):
        bring(booking, each)
    told = Message.objects.filter(person=cast["EX1"]).order_by("pk")
    named, freed = "expert_booked", "expert_freed"
    assert [each.event for each in told] == [named, freed, named, freed, named]


def test_a_session_that_is_booked_again_has_its_second_expert_again_where_they_are_free(
    cast: Cast,
) -> None:
    booking, second = two(cast)
    bring(booking, second)
    cancel(booking, by=cast["RS1"], why="A mistake")
    again = undo(Booking.objects.get(pk=booking.pk), by=cast["RS1"])
    assert (again.state, again.beside) == ("booked", second)
    cancel(again, by=cast["RS1"], why="A mistake")
    own = make_slot(second, cast.stop, at=booking.starts_at)
    make_booking(own, make_participation(cast.stop, 2))
    again = undo(Booking.objects.get(pk=again.pk), by=cast["RS1"])
    assert (again.state, again.beside) == ("booked", None)


def test_nobody_books_a_second_expert_at_the_hour_of_that_session(cast: Cast) -> None:
    booking, second = two(cast)
    bring(booking, second)
    own = make_slot(second, cast.stop, at=booking.starts_at)
    with pytest.raises(ValidationError) as refused:
        book(own, make_participation(cast.stop, 2), theme=booking.theme, mode="phone")
    assert refused.value.code == "taken"


def hours_of(second: Expert, booking: Booking) -> Callable[[], list[bool]]:
    """Whether a second expert offers an hour at that of a session, and at the one two hours later.

    Their own hours are those of the whole day.
    """
    day = booking.slot.on
    keep(SingleDay(expert=second, stop=booking.stop, day=day, starts=time(), ends=time(23, 59)))
    firsts = [booking.starts_at, booking.starts_at + timedelta(hours=2)]

    def offered() -> list[bool]:
        own = Slot.objects.free().filter(expert=second)
        ends = [first + timedelta(minutes=25) for first in firsts]
        spans = zip(firsts, ends, strict=True)
        return [own.filter(starts_at__lt=end, ends_at__gt=first).exists() for first, end in spans]

    return offered


def of_a_morning(cast: Cast) -> tuple[Booking, Expert]:
    """A session of a morning with expert 1, and EX1, who is another expert of the center."""
    slot = make_slot(make_expert(cast.stop), cast.stop, at=in_a_morning())
    booking = make_booking(slot, make_participation(cast.stop, 1))
    return booking, make_expert(cast.stop, 2, user=cast["EX1"])


def test_the_hours_of_a_second_expert_close_and_open_again(cast: Cast) -> None:
    booking, second = of_a_morning(cast)
    offered = hours_of(second, booking)
    address = f"/desk/fes/coaching/sessions/{booking.pk}/second/"
    found = [offered()]
    for each in (second.pk, ""):
        cast.client("RS1").post(address, {"second": each})
        found.append(offered())
    assert found == [[True, True], [False, True], [True, True]]


def test_a_session_that_moves_or_is_cancelled_gives_a_second_expert_their_hours_at_once(
    cast: Cast,
) -> None:
    booking, second = of_a_morning(cast)
    offered = hours_of(second, booking)
    later = make_slot(booking.expert, cast.stop, at=booking.starts_at + timedelta(hours=2))
    bring(booking, second)
    moved = move(booking, later)
    found = [(moved.beside, offered())]
    cancel(moved)
    assert [*found, offered()] == [(second, [True, False]), [True, True]]


def test_whoever_stops_taking_part_gives_a_second_expert_their_hours_at_once(cast: Cast) -> None:
    booking, second = of_a_morning(cast)
    offered = hours_of(second, booking)
    bring(booking, second)
    assert booking.participation
    with transaction.atomic():
        depart(booking.participation, by=None)
    assert offered() == [True, True]


def test_what_else_keeps_a_second_expert_stays_closed(cast: Cast) -> None:
    booking, second = of_a_morning(cast)
    offered = hours_of(second, booking)
    bring(booking, second)
    calendar = OutsideCalendar.objects.create(expert=second, url="https://calendar.example/a.ics")
    BusyHour.objects.create(calendar=calendar, starts_at=booking.starts_at, ends_at=booking.ends_at)
    cancel(booking)
    assert offered() == [False, True]


def test_whoever_has_a_session_then_or_leads_this_one_or_is_of_elsewhere_is_no_second_expert(
    cast: Cast,
) -> None:
    booking, second = two(cast)
    own = make_slot(second, cast.stop, at=booking.starts_at + timedelta(minutes=20))
    make_booking(own, make_participation(cast.stop, 2))
    elsewhere = make_expert(cast.elsewhere, 3)
    codes = []
    for each in (second, booking.expert, elsewhere):
        with pytest.raises(ValidationError) as refused:
            bring(booking, each)
        codes.append(refused.value.code)
    assert codes == ["taken", "second", "second"]
    answer = cast.client("RS1").post(
        f"/desk/fes/coaching/sessions/{booking.pk}/second/", {"second": second.pk}
    )
    assert (answer.status_code, "something else" in content_of(answer)) == (422, True)
    assert f'<option value="{second.pk}" selected>' in content_of(answer)  # nothing typed is lost


def test_a_second_expert_comes_along_to_another_hour_where_they_are_free(cast: Cast) -> None:
    booking, second = two(cast)
    bring(booking, second)
    later = make_slot(booking.expert, cast.stop, at=booking.starts_at + timedelta(hours=2))
    assert move(booking, later).beside == second
    busy = make_slot(second, cast.stop, at=booking.starts_at + timedelta(hours=4))
    make_booking(busy, make_participation(cast.stop, 2))
    at_once = make_slot(booking.expert, cast.stop, at=busy.starts_at)
    assert move(Booking.objects.get(pk=booking.pk), at_once).beside is None


def test_whoever_leaves_comes_to_no_session_as_a_second_expert(cast: Cast) -> None:
    booking, second = two(cast)
    bring(booking, second)
    leave(second)
    booking.refresh_from_db()
    assert booking.beside is None
