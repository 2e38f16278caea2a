"""A second expert who is named beforehand: in their day, at no other session, kept where free."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from coaching.booking.actions import book, cancel, move
from coaching.booking.beside import bring
from coaching.booking.letters import words
from coaching.booking.links import session_url
from coaching.hours.keeping import keep
from coaching.hours.lives import leave
from coaching.models import Booking, Expert, SingleDay, Slot
from coaching.session.access import of_day
from coaching.session.forms import Reporting
from coaching.staff.undoing import undo
from messaging.models import Message
from tests.coaching.arranged import in_a_morning, make_booking, make_expert, make_slot
from tests.pages import content_of
from tests.workshops.planned import make_participation

if TYPE_CHECKING:
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


def test_the_hours_of_a_second_expert_close_and_open_again(cast: Cast) -> None:
    slot = make_slot(make_expert(cast.stop), cast.stop, at=in_a_morning())
    booking = make_booking(slot, make_participation(cast.stop, 1))
    second = make_expert(cast.stop, 2, user=cast["EX1"])
    keep(SingleDay(expert=second, stop=cast.stop, day=slot.on, starts=time(), ends=time(23, 59)))
    address = f"/desk/fes/coaching/sessions/{booking.pk}/second/"
    open_then = Slot.objects.filter(expert=second, state="open", starts_at__lt=booking.ends_at)
    found = [open_then.filter(ends_at__gt=booking.starts_at).exists()]
    for each in (second.pk, ""):
        cast.client("RS1").post(address, {"second": each})
        found.append(open_then.filter(ends_at__gt=booking.starts_at).exists())
    assert found == [True, False, True]


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
