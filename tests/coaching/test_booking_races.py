"""Many at once, each with their own connection: no hour twice, nobody lost, no waiting in circles.

The walls stand one behind the other: the locks, what a slot counts, the constraints of the
database. The last tests take them away: the same load must go wrong, or it shows nothing.
"""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta
from threading import Barrier, Event
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from coaching.booking import actions, locking, moving
from coaching.booking.actions import book, cancel, move
from coaching.booking.finding import others
from coaching.booking.queue import pass_on
from coaching.clock import pass_sessions_on
from coaching.models import Booking, Request, Slot
from core import locks
from messaging.models import Message
from people import busy
from programs.models import Theme
from tests.applications.test_candidacy_actions import at_once
from tests.cast import gather
from tests.coaching.arranged import make_expert, make_slot, make_slots
from tests.workshops.planned import make_participations, make_workshop
from workshops.models import Seat
from workshops.seats import actions as seats
from workshops.seats.actions import register

if TYPE_CHECKING:
    from collections.abc import Callable

    from people.models import Participation
    from programs.models import Stop
    from workshops.models import Workshop


def theme() -> Theme:
    """The theme on which the experts of these tests help."""
    return Theme.objects.get(code="digital")


def try_to_book(slot: Slot, person: Participation, about: Theme) -> str:
    """Book, by telephone; the state of what came of it."""
    return book(slot, person, theme=about, mode="phone").state


def shuffled(seed: int) -> random.Random:
    """Chances that are the same in each run."""
    return random.Random(seed)  # noqa: S311  who asks for what, no secret


def overlaps() -> int:
    """Pairs of sessions that keep one person, or an expert who sits at no table, at one hour."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM coaching_booking a JOIN coaching_booking b ON a.id < b.id"
            " AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at"
            " AND (a.person_id = b.person_id OR a.expert_id = b.expert_id AND a.is_alone)"
            " WHERE a.state = ANY(%(keeps)s) AND b.state = ANY(%(keeps)s)",
            {"keeps": ["offered", "booked", "held", "missed"]},
        )
        return int(cursor.fetchone()[0])


def counted_right() -> bool:
    """Whether every slot counts who has it."""
    having = Counter(
        Booking.objects.filter(state__in=Booking.TAKING).values_list("slot", flat=True)
    )
    return {slot.pk: slot.taken for slot in Slot.objects.all() if slot.taken} == dict(having)


@pytest.fixture(autouse=True)
def in_vain(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Why tries were in vain; a slow machine is no reason, for here nobody gives up a lock."""
    reasons, told = list[str](), locks.is_stuck

    def noted(error: OperationalError) -> bool:
        reasons.append(type(error.__cause__).__name__)
        return told(error)

    monkeypatch.setattr(locks, "PATIENCE", "4min")
    monkeypatch.setattr(locks, "is_stuck", noted)
    return reasons


@pytest.mark.django_db(transaction=True)
def test_a_hundred_at_one_slot_one_has_it_and_the_others_are_offered_three(
    in_vain: list[str],
) -> None:
    stop, about = gather().stop, theme()
    slot, *rest = make_slots(make_expert(stop), stop, 6)
    people = make_participations(stop, 100)
    outcomes = Counter(at_once(lambda number: try_to_book(slot, people[number], about), 100))
    assert (outcomes, counted_right(), in_vain) == ({"booked": 1, "taken": 99}, True, [])
    assert others(slot, people[0], about) == rest[:3]


@pytest.mark.django_db(transaction=True)
def test_a_crowd_at_many_slots_fills_each_once() -> None:
    stop, about = gather().stop, theme()
    slots = [slot for n in range(4) for slot in make_slots(make_expert(stop, n), stop, 5)]
    people, pick = make_participations(stop, 200), shuffled(4)
    wanted = [pick.sample(slots, len(slots)) for _person in people]

    def one(number: int) -> object:
        for slot in wanted[number][:10]:
            try:
                return try_to_book(slot, people[number], about)
            except actions.ValidationError:
                continue
        return "none"

    assert Counter(at_once(one, 200)) == {"booked": 20, "none": 180}
    assert (overlaps(), counted_right()) == (0, True)


@pytest.mark.django_db(transaction=True)
def test_at_staggered_hours_of_many_experts_nobody_is_twice_at_one_and_nothing_deadlocks(
    in_vain: list[str],
) -> None:
    stop, about = gather().stop, theme()
    first = timezone.now() + timedelta(days=2)
    slots = [
        make_slot(
            make_expert(stop, n), stop, at=first + timedelta(minutes=15 * (n % 4) + 60 * turn)
        )
        for n in range(12)
        for turn in [n % 3]
    ]
    people, pick = make_participations(stop, 6), shuffled(7)
    asked = [(pick.choice(slots), pick.choice(people)) for _turn in range(240)]
    outcomes = Counter(at_once(lambda number: try_to_book(*asked[number], about), 240))
    assert set(outcomes) <= {"booked", "taken", "clash", "cap"}
    assert (overlaps(), counted_right(), in_vain) == (0, True, [])


@pytest.mark.django_db(transaction=True)
def test_moves_in_all_directions_at_once_end_in_no_overlap_and_no_deadlock(
    in_vain: list[str],
) -> None:
    stop, about = gather().stop, theme()
    slots = [slot for n in range(2) for slot in make_slots(make_expert(stop, n), stop, 6)]
    people, pick = make_participations(stop, 6), shuffled(5)
    made = [book(slots[n], people[n], theme=about, mode="phone") for n in range(6)]
    asked = [(pick.choice(made), pick.choice(slots)) for _turn in range(200)]

    def one(number: int) -> object:
        booking, slot = asked[number]
        return move(Booking.objects.get(pk=booking.pk), slot).state

    outcomes = Counter(at_once(one, 200))
    assert set(outcomes) <= {"booked", "taken", "clash", "moved"}
    assert Booking.objects.filter(state="booked").count() == 6
    assert (overlaps(), counted_right(), in_vain) == (0, True, [])


@pytest.mark.django_db(transaction=True)
def test_adjacent_hours_are_both_booked_by_one_person_at_once() -> None:
    stop, about = gather().stop, theme()
    first = make_slot(make_expert(stop, 1), stop)
    second = make_slot(make_expert(stop, 2), stop, at=first.ends_at)
    [person] = make_participations(stop, 1)
    both = [first, second]
    assert at_once(lambda n: try_to_book(both[n], person, about), 2) == ["booked", "booked"]


@pytest.mark.django_db(transaction=True)
def test_cancelled_and_booked_again_at_once_a_hundred_times_of_a_hundred() -> None:
    stop, about = gather().stop, theme()
    slot = make_slot(make_expert(stop), stop)
    people = make_participations(stop, 2)
    for turn in range(100):
        made = book(slot, people[turn // 3 % 2], theme=about, mode="phone")
        cancel(made)
    states = Counter(Booking.objects.values_list("state", flat=True))
    assert (states, counted_right()) == ({"cancelled": 100}, True)


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_two_hundred_times_at_once_is_one_session_and_one_letter() -> None:
    stop, about = gather().stop, theme()
    slot, key = make_slot(make_expert(stop), stop), uuid4()
    [person] = make_participations(stop, 1)

    def send(_number: int) -> int:
        return book(slot, person, theme=about, mode="phone", key=key).pk

    assert len(set(at_once(send, 200))) == 1
    assert (Booking.objects.count(), counted_right()) == (1, True)
    assert Message.objects.filter(event="session_booked").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_table_of_six_takes_six() -> None:
    stop, about = gather().stop, theme()
    table = make_slot(make_expert(stop), stop, seats=6, theme=about)
    people = make_participations(stop, 40)
    outcomes = Counter(at_once(lambda n: try_to_book(table, people[n], about), 40))
    assert (outcomes, counted_right()) == ({"booked": 6, "taken": 34}, True)


@pytest.mark.django_db(transaction=True)
def test_who_waits_is_offered_each_freed_slot_once_whoever_passes_it_on() -> None:
    stop, about = gather().stop, theme()
    slots = make_slots(make_expert(stop), stop, 8)
    people = make_participations(stop, 40)
    made = [book(slots[n], people[n], theme=about, mode="phone") for n in range(8)]
    Request.objects.bulk_create(
        Request(participation=each, theme=about, at=timezone.now() + timedelta(seconds=n))
        for n, each in enumerate(people[8:])
    )
    promoters: list[Callable[[int], object]] = [
        lambda n: cancel(made[n]).state,
        lambda n: len(pass_on(slots[n])),
        lambda _n: pass_sessions_on(),
    ]
    at_once(lambda n: promoters[n % 3](n // 3), 24, threads=8)
    offered = Booking.objects.filter(state="offered").values_list("participation", flat=True)
    assert sorted(offered) == [each.pk for each in people[8:16]]
    assert (overlaps(), counted_right()) == (0, True)
    assert Message.objects.filter(event="session_offered").count() == 8


def seats_and_sessions(stop: Stop) -> int:
    """Book a session and take a seat at its hour, at once; how many people then have both."""
    about = theme()
    slots = [make_slot(make_expert(stop, n), stop) for n in range(10)]
    workshop = make_workshop(stop, at=slots[0].starts_at, capacity=30)
    people = make_participations(stop, 10)

    def one(number: int) -> object:
        person = people[number // 2]
        if number % 2:
            return register(workshop, person).state
        return try_to_book(slots[number // 2], person, about)

    at_once(one, 20, threads=8)
    having = Booking.objects.filter(state="booked").values("participation")
    return Seat.objects.filter(state="seated", participation__in=having).count()


@pytest.mark.django_db(transaction=True)
def test_nobody_has_a_seat_and_a_session_at_one_hour() -> None:
    assert seats_and_sessions(gather().stop) == 0


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_of_people_the_same_load_gives_both(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gates: dict[int, Barrier] = {}

    def together(look: Callable[..., None]) -> Callable[..., None]:
        """Neither of the two goes on before both have looked."""

        def looked(at: Slot | Workshop, person: int) -> None:
            try:
                look(at, person)
            finally:
                gates.setdefault(person, Barrier(2, timeout=60)).wait()

        return looked

    for room in (actions, seats):
        monkeypatch.setattr(room, "refuse_when_busy", together(room.refuse_when_busy))
    monkeypatch.setattr(busy, "lock", lambda *_: None)
    monkeypatch.setattr(seats, "lock", lambda *_: None)
    assert seats_and_sessions(gather().stop) == 10


def winners(stop: Stop) -> int:
    """How many of forty have one slot."""
    about = theme()
    slot = make_slot(make_expert(stop), stop)
    people = make_participations(stop, 40)
    at_once(lambda number: try_to_book(slot, people[number], about), 40)
    return Booking.objects.filter(state="booked").count()


def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read slots as they stand, held by nobody; nobody goes on before two have read."""
    reads, several = list[int](), Event()

    def unlocked(pk: int) -> Slot:
        row = Slot.objects.select_related("expert__user", "stop__center__region", "theme")
        found = row.get(pk=pk)
        reads.append(pk)
        if len(reads) > 1:
            several.set()
        assert several.wait(60)
        return found

    monkeypatch.setattr(actions, "locked", unlocked)
    monkeypatch.setattr(locking, "lock_people", lambda *_: None)
    monkeypatch.setattr(actions, "lock_people", lambda *_: None)
    monkeypatch.setattr(actions, "refuse_when_busy", lambda *_: None)


@pytest.mark.django_db(transaction=True)
def test_without_the_locks_what_a_slot_counts_and_the_constraints_still_keep_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without_locks(monkeypatch)
    assert winners(gather().stop) == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_locks_and_the_count_the_constraints_still_keep_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without_locks(monkeypatch)
    monkeypatch.setattr(moving, "_count", lambda *_: 1)
    assert winners(gather().stop) == 1


@pytest.mark.django_db(transaction=True)
def test_without_any_wall_many_have_one_slot(monkeypatch: pytest.MonkeyPatch) -> None:
    without_locks(monkeypatch)
    monkeypatch.setattr(moving, "_count", lambda *_: 1)
    constraint = next(c for c in Booking._meta.constraints if c.name == "no_expert_twice")  # noqa: SLF001
    with connection.schema_editor() as editor:
        editor.remove_constraint(Booking, constraint)
    try:
        assert winners(gather().stop) > 1
    finally:
        Booking.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Booking, constraint)
