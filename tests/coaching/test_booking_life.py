"""A session from its booking to what became of it; each refusal says why, by its code."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from coaching.booking.actions import accept, book, cancel, conclude, decline, move, reassign
from coaching.booking.finding import others
from coaching.models import Booking, BookingMove, CareTalk, CoachingRules, Expert, Request, Slot
from messaging.models import Message
from programs.models import Theme
from tests.coaching.arranged import (
    TOMORROW,
    in_a_morning,
    make_booking,
    make_expert,
    make_slot,
    make_slots,
)
from tests.workshops.planned import make_participation, make_workshop
from workshops.seats.actions import register

if TYPE_CHECKING:
    from collections.abc import Callable

    from people.models import Participation
    from tests.cast import Cast


def booked(slot: Slot, participation: Participation, **more: Any) -> Booking:
    """A session on what its expert helps with, by telephone."""
    theme = Theme.objects.get(code="digital")
    return book(slot, participation, **{"theme": theme, "mode": "phone", **more})


def code(act: Callable[[], object]) -> str:
    """The code with which something is refused."""
    with pytest.raises(ValidationError) as refusal:
        act()
    return str(refusal.value.code)


def taken(slot: Slot) -> int:
    """What a slot counts."""
    return Slot.objects.values_list("taken", flat=True).get(pk=slot.pk)


def letters(state: str = "new") -> list[str]:
    """The occasions of what waits to be sent, in order."""
    return list(Message.objects.filter(state=state).order_by("pk").values_list("event", flat=True))


def test_a_booked_slot_is_taken_told_and_written_down(cast: Cast) -> None:
    slot, person = make_slot(make_expert(cast.stop), cast.stop), make_participation(cast.stop, 1)
    made = booked(slot, person, words="My page")
    assert (made.state, made.phone, made.version, taken(slot)) == (
        "booked",
        person.person.phone,
        1,
        1,
    )
    log = BookingMove.objects.values_list("booking", "origin", "target", "reason")
    assert list(log) == [(made.pk, "", "booked", "booked")]
    assert letters() == ["session_booked", "expert_booked"]


def test_a_session_by_sound_or_at_the_center_keeps_no_number(cast: Cast) -> None:
    video, center = make_slots(make_expert(cast.stop), cast.stop, 2)
    person = make_participation(cast.stop, 1)
    assert booked(video, person, mode="video").phone == ""
    assert booked(center, person, mode="center", phone="+212699000001").phone == ""


def test_the_same_form_sent_twice_gives_the_same_session(cast: Cast) -> None:
    slot, person = make_slot(make_expert(cast.stop), cast.stop), make_participation(cast.stop, 1)
    key = uuid.uuid4()
    assert booked(slot, person, key=key) == booked(slot, person, key=key)
    assert (Booking.objects.count(), taken(slot), letters().count("session_booked")) == (1, 1, 1)


def test_a_form_that_has_booked_books_nothing_else(cast: Cast) -> None:
    one, two = make_slots(make_expert(cast.stop), cast.stop, 2)
    person, key = make_participation(cast.stop, 1), uuid.uuid4()
    booked(one, person, key=key)
    assert code(lambda: booked(two, person, key=key)) == "form"
    stranger = make_participation(cast.stop, 2)
    assert code(lambda: booked(one, stranger, key=key)) == "form"


def test_a_slot_that_somebody_has_is_refused_and_three_others_are_offered(cast: Cast) -> None:
    slot, *rest = make_slots(make_expert(cast.stop), cast.stop, 5)
    booked(slot, make_participation(cast.stop, 1))
    late = make_participation(cast.stop, 2)
    assert code(lambda: booked(slot, late)) == "taken"
    assert others(slot, late, Theme.objects.get(code="digital")) == rest[:3]


@pytest.mark.parametrize(
    ("expert", "slot", "asked", "refused"),
    [
        ({}, {"at": -timedelta(hours=1)}, {}, "begun"),
        ({"notice": 72}, {}, {}, "notice"),
        ({}, {"state": "closed", "why": "rule"}, {}, "closed"),
        ({"state": Expert.State.PAUSED}, {}, {}, "paused"),
        ({}, {"modes": ["center"]}, {}, "mode"),
        ({"themes": ["financing"]}, {}, {}, "theme"),
    ],
)
def test_a_refusal_says_why(
    cast: Cast, expert: dict[str, Any], slot: dict[str, Any], asked: dict[str, Any], refused: str
) -> None:
    at = timezone.now() + slot.pop("at", timedelta(days=2))
    there = make_slot(make_expert(cast.stop, **expert), cast.stop, at=at, **slot)
    person = make_participation(cast.stop, 1)
    assert code(lambda: booked(there, person, **asked)) == refused
    assert (Booking.objects.count(), taken(there)) == (0, 0)


def test_who_is_called_leaves_a_number(cast: Cast) -> None:
    slot = make_slot(make_expert(cast.stop), cast.stop)
    person = make_participation(cast.stop, 1, phone=None, email="one@example.ma")
    assert code(lambda: booked(slot, person)) == "phone"
    assert booked(slot, person, mode="video").phone == ""


def test_a_slot_is_for_people_of_its_stop(cast: Cast) -> None:
    slot = make_slot(make_expert(cast.stop), cast.stop)
    stranger = make_participation(cast.elsewhere, 1)
    assert code(lambda: booked(slot, stranger)) == "not-here"


def test_nobody_is_at_two_places_in_whichever_room(cast: Cast) -> None:
    slot, person = make_slot(make_expert(cast.stop), cast.stop), make_participation(cast.stop, 1)
    seat = register(make_workshop(cast.stop, at=slot.starts_at), person)
    assert code(lambda: booked(slot, person)) == "clash"
    seat.workshop.seats.update(state="left")
    assert booked(slot, person).state == "booked"


def test_an_expert_who_leads_a_workshop_then_is_taken(cast: Cast) -> None:
    expert = make_expert(cast.stop)
    slot, person = make_slot(expert, cast.stop), make_participation(cast.stop, 1)
    workshop = make_workshop(cast.stop, at=slot.starts_at)
    workshop.trainers.create(center=cast.stop.center, name="Expert", user=expert.user)
    assert code(lambda: booked(slot, person)) == "taken"


@pytest.mark.parametrize("most", [{"per_day": 1}, {"per_week": 1}])
def test_an_expert_meets_no_more_people_than_they_set(cast: Cast, most: dict[str, Any]) -> None:
    one, two = make_slots(make_expert(cast.stop, **most), cast.stop, 2, at=in_a_morning())
    booked(one, make_participation(cast.stop, 1))
    assert code(lambda: booked(two, make_participation(cast.stop, 2))) == "taken"


def test_a_person_has_as_many_sessions_as_the_stop_has_set_and_the_team_may_give_more(
    cast: Cast,
) -> None:
    CoachingRules.objects.create(stop=cast.stop, per_person=1)
    one, two = make_slots(make_expert(cast.stop), cast.stop, 2)
    person = make_participation(cast.stop, 1)
    booked(one, person)
    assert code(lambda: booked(two, person)) == "cap"
    assert booked(two, person, by=cast["RS1"]).moves.get().reason == "for_caller"


def test_after_missed_sessions_a_call_comes_first(cast: Cast) -> None:
    CoachingRules.objects.create(stop=cast.stop, missed_times=1)
    one, two = make_slots(make_expert(cast.stop), cast.stop, 2)
    person = make_participation(cast.stop, 1)
    make_booking(one, person, state="missed")
    assert code(lambda: booked(two, person)) == "call-first"
    CareTalk.objects.create(participation=person, at=one.starts_at)
    assert booked(two, person).state == "booked"


def test_a_session_moves_as_the_same_row_and_frees_what_it_had(cast: Cast) -> None:
    one, two = make_slots(make_expert(cast.stop), cast.stop, 2, at=timezone.now() + TOMORROW)
    made = booked(one, make_participation(cast.stop, 1))
    moved = move(made, two)
    assert (moved.pk, moved.slot_id, moved.version, moved.starts_at) == (
        made.pk,
        two.pk,
        2,
        two.starts_at,
    )
    assert (taken(one), taken(two)) == (0, 1)
    assert letters() == ["session_moved", "expert_booked", "expert_freed"]
    assert letters("dropped") == ["session_booked", "expert_booked"]


def test_moving_twice_is_harmless(cast: Cast) -> None:
    one, two = make_slots(make_expert(cast.stop), cast.stop, 2)
    made = booked(one, make_participation(cast.stop, 1))
    move(made, two)
    made.refresh_from_db()
    assert (move(made, two).version, taken(one), taken(two)) == (2, 0, 1)


def test_a_session_is_not_moved_within_the_notice_but_by_the_team(cast: Cast) -> None:
    expert = make_expert(cast.stop)
    near = make_slot(expert, cast.stop, at=timezone.now() + timedelta(hours=3))
    far = make_slot(expert, cast.stop)
    made = booked(near, make_participation(cast.stop, 1), by=cast["RS1"])
    assert code(lambda: move(made, far)) == "notice"
    assert code(lambda: cancel(made)) == "notice"
    assert move(made, far, by=cast["RS1"]).slot == far


def test_the_team_gives_a_session_to_another_expert(cast: Cast) -> None:
    one, two = (make_slot(make_expert(cast.stop, n), cast.stop) for n in (1, 2))
    made = booked(one, make_participation(cast.stop, 1))
    given = reassign(made, two, by=cast["RS1"])
    assert (given.expert, given.moves.latest("pk").reason) == (two.expert, "moved_team")


def test_a_cancelled_session_frees_its_slot_and_is_told_by_whoever_did_not_do_it(
    cast: Cast,
) -> None:
    one, two = make_slots(make_expert(cast.stop), cast.stop, 2, at=timezone.now() + TOMORROW)
    mine = booked(one, make_participation(cast.stop, 1))
    theirs = booked(two, make_participation(cast.stop, 2))
    Message.objects.all().delete()
    cancel(mine)
    cancel(theirs, by=cast["RS1"], why="ill")
    assert letters() == ["expert_freed", "session_cancelled", "expert_freed"]
    assert (taken(one), taken(two)) == (0, 0)
    assert cancel(mine).state == "cancelled"


def test_a_slot_that_came_free_is_offered_to_the_first_who_waits_and_back_when_they_say_no(
    cast: Cast,
) -> None:
    slot = make_slot(make_expert(cast.stop), cast.stop)
    made = booked(slot, make_participation(cast.stop, 1))
    theme = Theme.objects.get(code="digital")
    first, second = (make_participation(cast.stop, n) for n in (2, 3))
    for each in (first, second):
        Request.objects.create(participation=each, theme=theme)
    cancel(made)
    offer = Booking.objects.get(state="offered")
    assert (offer.participation, taken(slot)) == (first, 1)
    decline(offer)
    assert Booking.objects.get(state="offered").participation == second
    states = dict(Request.objects.values_list("participation", "state"))
    assert states == {first.pk: "waiting", second.pk: "offered"}


def test_a_yes_in_time_makes_it_theirs_and_one_too_late_does_not(cast: Cast) -> None:
    slot = make_slot(make_expert(cast.stop), cast.stop)
    person, soon = make_participation(cast.stop, 1), timezone.now() + timedelta(hours=1)
    offer = make_booking(slot, person, state="offered", offered_until=soon)
    assert (accept(offer).state, accept(offer).version) == ("booked", 2)
    late = make_booking(
        make_slot(make_expert(cast.stop, 2), cast.stop, at=slot.ends_at),
        person,
        state="offered",
        offered_until=timezone.now() - timedelta(minutes=1),
    )
    assert code(lambda: accept(late)) == "passed"


def test_what_became_of_a_session_is_said_after_it_and_can_be_put_right(cast: Cast) -> None:
    slot = make_slot(make_expert(cast.stop), cast.stop)
    made = booked(slot, make_participation(cast.stop, 1))
    assert code(lambda: conclude(made, held=True, by=cast["RS1"])) == "not-yet"
    begun = timezone.now() - timedelta(minutes=5)
    Booking.objects.update(starts_at=begun)
    states = [conclude(made, held=held, by=cast["RS1"]).state for held in (True, True, False)]
    assert states == ["held", "held", "missed"]
    assert (BookingMove.objects.filter(reason="reported").count(), taken(slot)) == (2, 0)
