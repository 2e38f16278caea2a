"""The life of seats at random beside a plain model of who sits, who waits and who left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from messaging.models import Message
from tests.cast import gather
from tests.workshops.planned import make_participations, make_workshop
from workshops.clock import pass_seats_on
from workshops.models import Seat, SeatMove, Workshop
from workshops.seats import letters
from workshops.seats.actions import accept, change_capacity, decline, leave, promote, register
from workshops.seats.by_staff import offer_by_hand
from workshops.seats.locking import locked

if TYPE_CHECKING:
    from collections.abc import Callable

PEOPLE, SEATS, QUEUE = 6, 2, 3
LIVE, HOLDING = {"waiting", "offered", "seated"}, {"offered", "seated"}
ANYBODY = st.integers(0, PEOPLE - 1)


@dataclass
class One:
    """A seat as the model knows it."""

    who: int
    count: int
    state: str


class Life(RuleBasedStateMachine):
    """Six people, two seats, three places on the list."""

    @initialize()
    def furnish(self) -> None:
        self.all_or_nothing = transaction.atomic()
        self.all_or_nothing.__enter__()
        self.cast = gather()
        self.workshop = make_workshop(self.cast.stop, capacity=SEATS, queue_size=QUEUE)
        self.people = make_participations(self.cast.stop, PEOPLE)
        self.capacity, self.ones = SEATS, list[One]()
        self.near = self.begun = self.cancelled = False
        for who, count in enumerate((1, 1, 2, 1)):  # one free seat, and two wait before one
            self.someone_registers(who=who, count=count)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.all_or_nothing.__exit__(None, None, None)

    @property
    def free(self) -> int:
        return max(0, self.capacity - sum(one.count for one in self.ones if one.state in HOLDING))

    @property
    def line(self) -> list[One]:
        return [one for one in self.ones if one.state == "waiting"]

    def fill(self) -> None:
        """What comes free goes to the first who fits; nobody passes two before the last day."""
        for one in [] if self.begun or self.cancelled else self.line:
            if one.count <= self.free:
                one.state = "offered"
            elif not self.near:
                return

    def last(self, who: int) -> int | None:
        """The last seat that this person asked for."""
        return max((n for n, one in enumerate(self.ones) if one.who == who), default=None)

    def row(self, number: int) -> Seat:
        return Seat.objects.select_related("participation").get(position=number + 1)

    def outcome(self, action: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
        try:
            with transaction.atomic():
                action(*args, **kwargs)
        except ValidationError as refusal:
            return str(refusal.code)
        return "done"

    def over(self) -> str:
        return "cancelled" if self.cancelled else "begun" if self.begun else ""

    @rule(who=ANYBODY, count=st.sampled_from([1, 1, 2]))
    def someone_registers(self, who: int, count: int) -> None:
        pair = {"count": count, "companion_name": "Omar"} if count > 1 else {}
        found = self.outcome(register, self.workshop, self.people[who], **pair)
        own = next((one for one in self.ones if one.who == who and one.state in LIVE), None)
        if own and own.count == count:
            expected = "done"
        elif self.over() or own:
            expected = self.over() or "already"
        else:
            expected = self.enters(who, count)
        assert found == expected

    def enters(self, who: int, count: int) -> str:
        self.fill()
        if count <= self.free and (not self.line or self.near):
            self.ones.append(One(who, count, "seated"))
        elif len(self.line) >= QUEUE:
            return "full"
        else:
            self.ones.append(One(who, count, "waiting"))
        return "done"

    @rule(who=ANYBODY)
    def someone_says_yes(self, who: int) -> None:
        number = self.last(who)
        if number is None:
            return
        one = self.ones[number]
        expected = {"lapsed": "passed", "left": "moved", "waiting": "moved", "seated": "done"}.get(
            one.state, self.over() or "done"
        )
        assert self.outcome(accept, self.row(number)) == expected
        if expected == "done":
            one.state = "seated"

    @rule(who=ANYBODY)
    def someone_is_not_interested_any_more(self, who: int) -> None:
        number = self.last(who)
        if number is None:
            return
        one = self.ones[number]
        expected = "taken" if one.state == "seated" else "done"
        assert self.outcome(decline, self.row(number)) == expected
        if one.state in {"waiting", "offered"}:
            one.state = "left"
            self.fill()

    @rule(who=ANYBODY, by_staff=st.booleans())
    def someone_leaves(self, who: int, by_staff: bool) -> None:  # noqa: FBT001  hypothesis names it
        number = self.last(who)
        if number is None:
            return
        one = self.ones[number]
        refused = one.state in LIVE and self.begun and not self.cancelled
        by = self.cast["RS1"] if by_staff else None
        assert self.outcome(leave, self.row(number), by=by) == ("begun" if refused else "done")
        if one.state in LIVE and not refused:
            one.state = "left"
            self.fill()

    @rule(who=ANYBODY)
    def an_offer_stays_without_an_answer(self, who: int) -> None:
        number = self.last(who)
        if number is None or self.ones[number].state != "offered" or self.cancelled:
            return
        Message.objects.update(state="sent", sent_at=timezone.now() - timedelta(days=5))
        Seat.objects.filter(position=number + 1).update(offered_until=timezone.now())
        assert pass_seats_on() == 1
        self.ones[number].state = "lapsed"
        self.fill()

    @rule(capacity=st.integers(1, 4))
    def the_center_changes_the_capacity(self, capacity: int) -> None:
        change_capacity(self.workshop, capacity, by=self.cast["RS1"])
        self.capacity = capacity
        self.fill()

    @rule(who=ANYBODY)
    def staff_offer_a_seat_by_hand(self, who: int) -> None:
        number = self.last(who)
        if number is None:
            return
        one = self.ones[number]
        expected = self.over() or (
            "moved" if one.state != "waiting" else "full" if one.count > self.free else "done"
        )
        row, by = self.row(number), self.cast["RS1"]
        assert self.outcome(offer_by_hand, row, by=by, why="Asked by phone") == expected
        if expected == "done":
            one.state = "offered"

    @rule()
    def somebody_asks_to_promote(self) -> None:
        promote(self.workshop)
        self.fill()

    @precondition(lambda self: not self.near)
    @rule()
    def the_last_day_comes(self) -> None:
        self.starts(timezone.now() + timedelta(hours=23))
        self.near = True
        pass_seats_on()
        self.fill()

    @precondition(lambda self: len(self.ones) > PEOPLE - 1 and not self.begun)
    @rule()
    def it_begins(self) -> None:
        self.starts(timezone.now() - timedelta(minutes=1))
        self.begun = self.near = True

    @precondition(lambda self: len(self.ones) > PEOPLE - 1 and not self.cancelled)
    @rule()
    def it_is_cancelled(self) -> None:
        at = locked(self.workshop.pk)
        at.state = Workshop.State.CANCELLED
        at.save(update_fields=["state"])
        letters.tell_of_change(at)
        self.cancelled = True

    def starts(self, moment: Any) -> None:
        ends = moment + timedelta(hours=1)
        Workshop.objects.filter(pk=self.workshop.pk).update(starts_at=moment, ends_at=ends)

    @invariant()
    def everybody_is_where_the_model_says(self) -> None:
        rows = Seat.objects.order_by("position").values_list("participation", "count", "state")
        people = [person.pk for person in self.people]
        assert list(rows) == [(people[one.who], one.count, one.state) for one in self.ones]

    @invariant()
    def the_counts_are_those_of_the_rows_and_nothing_is_oversold(self) -> None:
        row = Workshop.objects.get(pk=self.workshop.pk)
        taken = sum(one.count for one in self.ones if one.state in HOLDING)
        assert (row.taken, row.waiting) == (taken, len(self.line))
        assert row.ceiling == max(row.capacity, row.taken)

    @invariant()
    def every_step_follows_from_the_one_before(self) -> None:
        for number, one in enumerate(self.ones):
            moves = SeatMove.objects.filter(seat__position=number + 1).order_by("pk")
            steps = list(moves.values_list("origin", "target"))
            assert [origin for origin, _to in steps] == ["", *(to for _from, to in steps[:-1])]
            assert steps[-1][1] == one.state


@pytest.mark.django_db
def test_the_life_of_a_seat_is_what_a_plain_model_says() -> None:
    patient = settings(
        max_examples=15,
        stateful_step_count=40,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[*HealthCheck],
    )
    run_state_machine_as_test(Life, settings=patient)
