"""The life of sessions at random beside a plain model; nobody is anywhere twice at any instant."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from coaching.booking.actions import accept, ask, book, cancel, decline, move, reassign, take_back
from coaching.booking.days import Sent, hit_by, nearest, send_away
from coaching.booking.queue import lapse, offer_what_is_free
from coaching.models import Booking, CoachingRules, Request, Slot
from messaging.models import Message
from programs.models import Theme
from tests.cast import gather
from tests.coaching.arranged import make_expert, make_slot
from tests.coaching.booking_model import MOST, TAKING, Hour, Model, One
from tests.coaching.test_booking_races import counted_right, overlaps
from tests.workshops.planned import make_participations

if TYPE_CHECKING:
    from collections.abc import Callable

PEOPLE, DAY = 8, 24 * 60
HOURS = (
    *(Hour(0, 0), Hour(0, 30), Hour(1, 15), Hour(1, 45)),
    *(Hour(0, DAY, seats=6), Hour(1, DAY + 10), Hour(1, DAY + 40)),
)
ANYBODY, ANY_HOUR = st.integers(0, PEOPLE - 1), st.integers(0, len(HOURS) - 1)
ANY_SESSION = st.integers(0, 5)


class Life(RuleBasedStateMachine):
    """Eight people, two experts, six hours and a table of six."""

    @initialize()
    def furnish(self) -> None:
        self.all_or_nothing = transaction.atomic()
        self.all_or_nothing.__enter__()
        self.cast = gather()
        stop = self.cast.stop
        CoachingRules.objects.create(stop=stop, per_person=MOST)
        self.theme = Theme.objects.get(code="digital")
        self.experts = [make_expert(stop, n) for n in (1, 2)]
        noon = timezone.localtime(timezone.now() + timedelta(days=9))
        self.first = noon.replace(hour=12, minute=0, second=0, microsecond=0)
        self.slots = [self.slot(hour) for hour in HOURS]
        self.people = make_participations(stop, PEOPLE)
        self.model = Model([Hour(each.expert, each.start, each.seats) for each in HOURS])
        for who in range(4):  # two have an hour of the first day, two wait and are offered one
            if who % 2:
                self.someone_books(who=who, hour=who - 1, form=False)
            else:
                self.someone_asks(who=who)
        self.the_clock_offers_what_is_free()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.all_or_nothing.__exit__(None, None, None)

    def slot(self, hour: Hour) -> Slot:
        at = self.first + timedelta(minutes=hour.start)
        about = self.theme if hour.seats > 1 else None
        expert = self.experts[hour.expert]
        return make_slot(expert, self.cast.stop, at=at, seats=hour.seats, theme=about)

    def outcome(self, act: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
        try:
            act(*args, **kwargs)
        except ValidationError as refusal:
            return str(refusal.code)
        return ""

    def one(self, number: int) -> tuple[One, Booking] | None:
        """One of the last sessions, in the model and as it stands."""
        if number >= len(self.model.ones):
            return None
        place = len(self.model.ones) - 1 - number
        return self.model.ones[place], Booking.objects.order_by("pk")[place]

    @rule(who=ANYBODY, hour=ANY_HOUR, form=st.booleans())
    def someone_books(self, who: int, hour: int, form: bool) -> None:  # noqa: FBT001  hypothesis
        refused = self.model.refusal(who, hour)
        asked: dict[str, Any] = {"theme": self.theme, "mode": "phone"}
        assert self.outcome(book, self.slots[hour], self.people[who], **asked) == refused
        if not refused:
            self.model.enter(who, hour, "booked")
            self.model.met(who)
            if form:
                made = Booking.objects.latest("pk")
                again = book(self.slots[hour], self.people[who], key=made.key, **asked)
                assert again.pk == made.pk

    @rule(number=ANY_SESSION, hour=ANY_HOUR, team=st.booleans())
    def a_session_is_moved(self, number: int, hour: int, team: bool) -> None:  # noqa: FBT001
        found = self.one(number)
        if found is None:
            return
        one, row = found
        there = one.hour == hour and one.state == "booked"
        refused = "" if there else self.model.gone(hour)
        if not refused and not there:
            late = "" if one.state in TAKING else "moved"
            refused = late or ("clash" if self.model.clashes(one.who, hour, one) else "")
        if one.hour == hour and not there and not refused:
            return  # an offer is accepted, not moved to its own hour
        act: Callable[..., Any] = reassign if team else move
        by = {"by": self.cast["RS1"]} if team else {}
        assert self.outcome(act, row, self.slots[hour], **by) == refused
        if not refused and not there:
            one.hour, one.state = hour, "booked"
            self.model.met(one.who)

    @rule(number=ANY_SESSION, team=st.booleans())
    def a_session_is_cancelled(self, number: int, team: bool) -> None:  # noqa: FBT001
        if found := self.one(number):
            one, row = found
            assert self.outcome(cancel, row, by=self.cast["RS1"] if team else None) == ""
            if one.state in TAKING:
                self.model.give_back(one)

    @rule(number=ANY_SESSION)
    def an_offer_is_accepted(self, number: int) -> None:
        if found := self.one(number):
            one, row = found
            refused = {"booked": "", "offered": "", "lapsed": "passed"}.get(one.state, "moved")
            assert self.outcome(accept, row) == refused
            if one.state == "offered":
                one.state = "booked"
                self.model.met(one.who)

    @rule(number=ANY_SESSION)
    def an_offer_is_declined(self, number: int) -> None:
        if found := self.one(number):
            one, row = found
            assert self.outcome(decline, row) == ("moved" if one.state == "booked" else "")
            if one.state == "offered":
                self.model.give_back(one)

    @rule(who=ANYBODY)
    def someone_asks(self, who: int) -> None:
        ask(self.people[who], self.theme)
        self.model.ask(who)

    @rule(who=ANYBODY)
    def someone_waits_no_more(self, who: int) -> None:
        if wait := self.model.waiting(who):
            live = Request.objects.filter(participation=self.people[who], state__in=Request.LIVE)
            take_back(live.get(), by=None)
            wait.state = "taken_back"

    @rule()
    def the_clock_offers_what_is_free(self) -> None:
        before = len(self.model.ones)
        for hour in sorted(range(len(HOURS)), key=lambda each: HOURS[each].start):
            self.model.fill(hour)
        assert offer_what_is_free() == len(self.model.ones) - before

    @rule()
    def offers_stay_without_an_answer(self) -> None:
        Message.objects.update(state="sent", sent_at=timezone.now())
        silent = [one for one in self.model.ones if one.state == "offered"]
        assert lapse(timezone.now() + timedelta(days=8)) == len(silent)
        for hour in sorted({one.hour for one in silent}):
            for one in silent:
                if one.hour == hour:
                    one.state = "lapsed"
                    self.model.back_to_queue(one)
            self.model.fill(hour)

    @rule(hour=ANY_HOUR)
    def the_rules_of_an_expert_change(self, hour: int) -> None:
        """A free hour is closed, or opened again; what somebody has is never touched."""
        if self.model.taken(hour):
            return
        opened = not self.model.hours[hour].is_open
        state, why = ("open", "") if opened else ("closed", "rule")
        Slot.objects.filter(pk=self.slots[hour].pk, taken=0).update(state=state, why=why)
        self.model.hours[hour].is_open = opened

    @rule(expert=st.integers(0, 1), day=st.integers(0, 1))
    def a_day_is_moved(self, expert: int, day: int) -> None:
        on = timezone.localtime(self.first + timedelta(days=day)).date()
        pairs = nearest(hit_by(self.experts[expert], on, on))
        sent = send_away(pairs, by=self.cast["RS1"])
        keys = {slot.pk: hour for hour, slot in enumerate(self.slots)}
        places = [*Booking.objects.order_by("pk").values_list("pk", flat=True)]
        hit = [self.model.ones[places.index(row.pk)] for row, _slot in pairs]
        away = [one.hour for one in hit]
        put_back = []
        for one, (_row, slot) in zip(hit, pairs, strict=True):
            to = keys[slot.pk] if slot else None
            if to is None or self.model.gone(to) or self.model.clashes(one.who, to, one):
                put_back.append(one)
            else:
                one.hour, one.state = to, "offered"
        for one in put_back:
            one.state = "cancelled"
            self.model.first_in_queue(one)
        for hour in away:
            self.model.hours[hour].is_open = False
        assert sent == Sent(len(hit) - len(put_back), len(put_back))

    @invariant()
    def every_session_is_where_the_model_says(self) -> None:
        rows = Booking.objects.order_by("pk").values_list("participation", "slot", "state")
        told = [(self.people[o.who].pk, self.slots[o.hour].pk, o.state) for o in self.model.ones]
        assert list(rows) == told

    @invariant()
    def who_waits_is_who_the_model_says(self) -> None:
        rows = Request.objects.order_by("pk").values_list("participation", "state")
        assert list(rows) == [(self.people[w.who].pk, w.state) for w in self.model.waits]

    @invariant()
    def nobody_is_anywhere_twice_and_every_slot_counts_who_has_it(self) -> None:
        assert (overlaps(), counted_right()) == (0, True)


@pytest.mark.django_db
def test_the_life_of_sessions_is_what_a_plain_model_says() -> None:
    patient = settings(
        max_examples=25,
        stateful_step_count=30,
        phases=[Phase.generate],
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[*HealthCheck],
    )
    run_state_machine_as_test(Life, settings=patient)
