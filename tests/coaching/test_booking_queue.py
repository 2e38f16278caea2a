"""What comes free goes to who waits, in the order of asking; whole days are moved in one act."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from coaching.booking.actions import accept, ask, close, take_back
from coaching.booking.days import Sent, hit_by, nearest, send_away
from coaching.booking.queue import lapse, offer_what_is_free, pass_on
from coaching.leaving import leaving
from coaching.models import Booking, Request, Slot
from messaging.models import Message
from programs.models import Theme
from tests.coaching.arranged import TOMORROW, make_booking, make_expert, make_slot, make_slots
from tests.coaching.test_booking_life import booked, code, taken
from tests.workshops.planned import make_participation, make_workshop
from workshops.seats.actions import register

if TYPE_CHECKING:
    from people.models import Participation
    from tests.cast import Cast


def digital() -> Theme:
    """The theme on which the experts of these tests help."""
    return Theme.objects.get(code="digital")


def offers() -> list[Participation | None]:
    """To whom something is offered, in the order of the hours."""
    return [each.participation for each in Booking.objects.filter(state="offered")]


def test_asking_twice_keeps_the_place_in_the_order(cast: Cast) -> None:
    person = make_participation(cast.stop, 1)
    first = ask(person, digital())
    again = ask(person, digital(), woman=True, words="A woman, please")
    assert (again.pk, again.at, again.woman) == (first.pk, first.at, True)
    assert code(lambda: ask(person, digital(), experts=[1, 2, 3, 4])) == "wishes"


def test_a_free_slot_is_offered_in_the_order_of_asking(cast: Cast) -> None:
    people = [make_participation(cast.stop, n) for n in range(3)]
    for each in people:
        ask(each, digital())
    make_slots(make_expert(cast.stop), cast.stop, 2)
    assert (offer_what_is_free(), offers()) == (2, people[:2])
    assert Message.objects.filter(event="session_offered").count() == 2


@pytest.mark.parametrize(
    "wish",
    [{"woman": True}, {"modes": ["center"]}, {"experts": [0]}, {"theme": "financing"}],
)
def test_who_waits_for_something_else_is_passed_over(cast: Cast, wish: dict[str, Any]) -> None:
    picky, plain = (make_participation(cast.stop, n) for n in (1, 2))
    theme = Theme.objects.get(code=wish.pop("theme", "digital"))
    ask(picky, theme, **wish)
    ask(plain, digital())
    pass_on(make_slot(make_expert(cast.stop), cast.stop, modes=["phone"]))
    assert offers() == [plain]


def test_who_waits_nine_days_for_an_expert_is_offered_any(cast: Cast) -> None:
    asked = ask(make_participation(cast.stop, 1), digital(), experts=[0])
    slot = make_slot(make_expert(cast.stop), cast.stop)
    assert pass_on(slot) == []
    Request.objects.update(at=timezone.now() - timedelta(days=9, minutes=1))
    assert [each.request for each in pass_on(slot)] == [asked]


def test_who_is_busy_at_that_hour_is_passed_over_and_keeps_waiting(cast: Cast) -> None:
    busy, free = (make_participation(cast.stop, n) for n in (1, 2))
    slot = make_slot(make_expert(cast.stop), cast.stop)
    register(make_workshop(cast.stop, at=slot.starts_at), busy)
    for each in (busy, free):
        ask(each, digital())
    pass_on(slot)
    assert (offers(), [*Request.objects.values_list("state", flat=True)]) == (
        [free],
        ["waiting", "offered"],
    )


def test_an_offer_that_is_not_answered_goes_to_the_next_and_its_person_waits_on(
    cast: Cast,
) -> None:
    first, second = (make_participation(cast.stop, n) for n in (1, 2))
    for each in (first, second):
        ask(each, digital())
    slot = make_slot(make_expert(cast.stop), cast.stop)
    pass_on(slot)
    Message.objects.update(sent_at=timezone.now(), state="sent")
    later = timezone.now() + timedelta(days=1)
    assert (lapse(later), offers(), taken(slot)) == (1, [second], 1)
    states = dict(Request.objects.values_list("participation", "state"))
    assert states == {first.pk: "waiting", second.pk: "offered"}
    assert Message.objects.filter(event="session_lapsed", person=first.person).count() == 1


def test_nobody_loses_an_offer_of_which_they_were_not_told(cast: Cast) -> None:
    person = make_participation(cast.stop, 1)
    ask(person, digital())
    slot = make_slot(make_expert(cast.stop), cast.stop)
    pass_on(slot)
    Booking.objects.update(offered_until=timezone.now() - timedelta(minutes=1))
    assert (lapse(timezone.now()), offers()) == (0, [person])
    again = Booking.objects.get()
    assert again.offered_until is not None
    assert (again.offered_until > timezone.now(), again.version) == (True, 2)


def test_a_yes_ends_the_waiting_and_so_does_a_session_found_otherwise(cast: Cast) -> None:
    one, two = (make_participation(cast.stop, n) for n in (1, 2))
    for each in (one, two):
        ask(each, digital())
    first, second = make_slots(make_expert(cast.stop), cast.stop, 2)
    accept(pass_on(first)[0])
    booked(second, two)
    assert [*Request.objects.values_list("state", flat=True)] == ["met", "met"]


def test_waiting_is_taken_back_or_closed_and_twice_is_harmless(cast: Cast) -> None:
    person = make_participation(cast.stop, 1)
    one = ask(person, digital())
    assert [take_back(one, by=None).state for _turn in (1, 2)] == ["taken_back", "taken_back"]
    two = ask(person, digital())
    assert [close(two, by=cast["RS1"]).state for _turn in (1, 2)] == ["closed", "closed"]
    assert code(lambda: take_back(two, by=None)) == "moved"


def test_a_day_of_an_ill_expert_is_offered_elsewhere_in_one_message_each(cast: Cast) -> None:
    ill, well = make_expert(cast.stop, 1), make_expert(cast.stop, 2)
    slots = make_slots(ill, cast.stop, 3)
    for n, slot in enumerate(slots):
        make_booking(slot, make_participation(cast.stop, n))
    free = make_slots(well, cast.stop, 2)
    hit = hit_by(ill, slots[0].on, slots[2].on)
    pairs = nearest(hit)
    assert [slot for _booking, slot in pairs] == [free[0], free[1], None]
    assert send_away(pairs, by=cast["RS1"], why="ill") == Sent(moved=2, waiting=1)
    states = [*Booking.objects.order_by("pk").values_list("state", "slot", "version")]
    assert states == [
        ("offered", free[0].pk, 2),
        ("offered", free[1].pk, 2),
        ("cancelled", slots[2].pk, 2),
    ]
    closed = Slot.objects.filter(expert=ill).values_list("state", "why", "taken")
    assert [*closed] == [("closed", "absent", 0)] * 3
    told = Message.objects.order_by("person").values_list("event", flat=True)
    assert [*told] == ["session_expert_away", "session_expert_away", "session_put_back"]


def test_who_had_a_session_waits_before_all_who_had_none(cast: Cast) -> None:
    ill = make_expert(cast.stop, 1)
    booking = make_booking(make_slot(ill, cast.stop), make_participation(cast.stop, 1))
    Booking.objects.update(made_at=timezone.now() - TOMORROW)
    ask(make_participation(cast.stop, 2), digital())
    send_away([(booking, None)], by=cast["RS1"])
    pass_on(make_slot(make_expert(cast.stop, 2), cast.stop))
    assert offers() == [booking.participation]


def test_a_slot_that_is_gone_meanwhile_leaves_its_person_first_of_those_who_wait(
    cast: Cast,
) -> None:
    ill, well = make_expert(cast.stop, 1), make_expert(cast.stop, 2)
    booking = make_booking(make_slot(ill, cast.stop), make_participation(cast.stop, 1))
    free = make_slot(well, cast.stop)
    pairs = nearest([booking])
    booked(free, make_participation(cast.stop, 2))
    assert send_away(pairs, by=cast["RS1"]) == Sent(moved=0, waiting=1)


def test_a_day_that_has_changed_since_it_was_looked_at_is_not_moved(cast: Cast) -> None:
    one, two = make_slots(make_expert(cast.stop), cast.stop, 2)
    booking = make_booking(one, make_participation(cast.stop, 1))
    Booking.objects.update(slot=two)
    with pytest.raises(ValidationError):
        send_away([(booking, None)], by=cast["RS1"])
    assert Slot.objects.filter(state="closed").count() == 0


def test_an_offer_after_an_illness_that_lapses_leaves_its_person_waiting(cast: Cast) -> None:
    ill, well = make_expert(cast.stop, 1), make_expert(cast.stop, 2)
    booking = make_booking(make_slot(ill, cast.stop), make_participation(cast.stop, 1))
    make_slot(well, cast.stop)
    send_away(nearest([booking]), by=cast["RS1"])
    Message.objects.update(sent_at=timezone.now(), state="sent")
    lapse(timezone.now() + timedelta(days=1))
    assert [*Request.objects.values_list("participation", "state")] == [
        (booking.participation_id, "waiting")
    ]


def test_who_stops_taking_part_gives_their_sessions_back_and_past_ones_stay_without_them(
    cast: Cast,
) -> None:
    person = make_participation(cast.stop, 1)
    expert = make_expert(cast.stop)
    coming = make_slot(expert, cast.stop)
    booked(coming, person)
    past = make_slot(expert, cast.stop, at=timezone.now() - TOMORROW)
    make_booking(past, person, state="held")
    unsaid = make_slot(expert, cast.stop, at=timezone.now() - 2 * TOMORROW)
    make_booking(unsaid, person)
    leaving(person, by=cast["RS1"])
    kept = Booking.objects.filter(person=None, phone="").order_by("starts_at")
    assert [each.state for each in kept] == ["cancelled", "held", "cancelled"]
    assert (taken(coming), Message.objects.filter(event="session_cancelled").count()) == (0, 0)


def test_who_waits_for_a_woman_is_offered_hers_behind_many_free_hours_of_others(cast: Cast) -> None:
    person = make_participation(cast.stop, 1)
    ask(person, digital(), woman=True)
    make_slots(make_expert(cast.stop, 1), cast.stop, 25)
    hers = make_slot(
        make_expert(cast.stop, 2, gender="woman"), cast.stop, at=timezone.now() + 5 * TOMORROW
    )
    assert offer_what_is_free() == 1
    assert Booking.objects.get().slot == hers
