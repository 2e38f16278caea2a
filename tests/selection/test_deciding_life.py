"""The life of an application, from draft to place and beyond, at random beside a plain model."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

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

from applications.actions import begin, confirm_place, keep, submit, withdraw
from applications.clock import pass_places_on
from applications.models import Application
from applications.places import fill, take_back
from messaging.models import Message
from people.models import Participation
from selection.deciding.appeals import ask, settle
from selection.models import Appeal, Decision
from tests.applications.test_candidacy_actions import ANSWERS, CONSENT
from tests.cast import gather
from tests.selection.deciding import criterion, freed, places, published

PLACES = 2
SEATED = {"accepted", "confirmed"}
NUMBERS = st.integers(0, 5)


class Life(RuleBasedStateMachine):
    """Six people and two places.

    The model knows who is where, who waits in which order, and who took whose place.
    """

    @initialize()
    def furnish(self) -> None:
        self.all_or_nothing = transaction.atomic()
        self.all_or_nothing.__enter__()
        self.cast = gather()
        places(self.cast.stop, PLACES)
        self.code = criterion(self.cast.stop).code
        self.applications: list[Application] = []
        self.state: list[str] = []
        self.prepared: dict[int, str] = {}
        self.rank: dict[int, int] = {}
        self.taker: dict[int, int | None] = {}
        self.asked: dict[int, bool] = {}
        self.last_rank = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.all_or_nothing.__exit__(None, None, None)

    def free(self) -> int:
        return PLACES - sum(each in SEATED for each in self.state)

    def line(self) -> list[int]:
        return sorted(
            (n for n, state in enumerate(self.state) if state == "waiting"),
            key=lambda n: self.rank[n],
        )

    def file(self, number: int) -> int | None:
        return number % len(self.applications) if self.applications else None

    def pass_on(self) -> int | None:
        """The first of the line takes one free place."""
        first = next(iter(self.line()), None) if self.free() else None
        if first is not None:
            self.state[first] = "accepted"
        return first

    def tried(self, allowed: bool, act: Any, *args: Any, **values: Any) -> bool:  # noqa: FBT001  what the model says
        """Whether it was done; the model and the house must agree."""
        try:
            act(*args, **values)
        except ValidationError:
            done = False
        else:
            done = True
        assert done == allowed
        return done

    def enter(self, number: int) -> None:
        """Join the end of the line."""
        self.last_rank += 1
        self.state[number], self.rank[number] = "waiting", self.last_rank

    @precondition(lambda self: len(self.applications) < 6)
    @rule()
    def somebody_begins(self) -> None:
        draft = begin(stop=self.cast.stop, language="ar")
        self.applications.append(
            keep(draft, answers=ANSWERS | {"phone": f"+2126991100{len(self.applications):02}"})
        )
        self.state.append("draft")

    @rule(number=NUMBERS)
    def sends(self, number: int) -> None:
        found = self.file(number)
        if found is not None and self.state[found] == "draft":
            submit(self.applications[found], consents=CONSENT)
            self.state[found] = "submitted"

    @rule(number=NUMBERS, outcome=st.sampled_from(["accept", "wait", "decline"]))
    def is_decided_in_secret(self, number: int, outcome: str) -> None:
        found = self.file(number)
        if found is not None and self.state[found] == "submitted":
            reasons = [self.code] if outcome == "decline" else []
            values = {"outcome": outcome, "reasons": reasons, "by": self.cast["RS1"]}
            Decision.objects.update_or_create(application=self.applications[found], defaults=values)
            self.prepared[found] = outcome

    @rule()
    def everybody_is_told(self) -> None:
        outcomes = {
            n: outcome for n, outcome in self.prepared.items() if self.state[n] == "submitted"
        }
        allowed = sum(outcome == "accept" for outcome in outcomes.values()) <= self.free()
        if self.tried(allowed or not outcomes, published, self.cast.stop, by=self.cast["RS1"]):
            order = Application.objects.filter(stop=self.cast.stop).order_by("submitted_at", "pk")
            sent = list(order.values_list("pk", flat=True))
            for n in sorted(outcomes, key=lambda n: sent.index(self.applications[n].pk)):
                if outcomes[n] == "wait":
                    self.enter(n)
                else:
                    self.state[n] = {"accept": "accepted", "decline": "declined"}[outcomes[n]]
                del self.prepared[n]

    @rule(number=NUMBERS)
    def confirms(self, number: int) -> None:
        found = self.file(number)
        if found is None or self.state[found] in {"draft", "submitted"}:
            return
        if self.tried(self.state[found] in SEATED, confirm_place, self.applications[found]):
            self.state[found] = "confirmed"

    @rule(number=NUMBERS)
    def leaves(self, number: int) -> None:
        found = self.file(number)
        if found is not None and self.state[found] != "draft":
            seated, allowed = (
                self.state[found] in SEATED,
                self.state[found] not in {"declined", "lapsed"},
            )
            if self.tried(allowed, withdraw, self.applications[found], by=None):
                self.state[found] = "withdrawn"
                if seated:
                    self.pass_on()

    @rule(number=NUMBERS)
    def says_nothing(self, number: int) -> None:
        found = self.file(number)
        if found is not None and self.state[found] == "accepted":
            Message.objects.update(state="sent", sent_at=timezone.now() - timedelta(days=9))
            Application.objects.filter(pk=self.applications[found].pk).update(
                confirm_by=timezone.now()
            )
            pass_places_on()
            self.state[found] = "lapsed"
            self.taker[found] = self.pass_on()

    @rule(number=NUMBERS)
    def is_given_the_place_back(self, number: int) -> None:
        found = self.file(number)
        if found is not None and self.state[found] == "lapsed":
            taker = self.taker[found]
            allowed = self.free() > 0 if taker is None else self.state[taker] == "accepted"
            if self.tried(
                allowed,
                take_back,
                freed(self.applications[found]),
                by=self.cast["RS1"],
                why="Called",
            ):
                if taker is not None:
                    self.state[taker] = "waiting"
                self.state[found] = "accepted"

    @rule(number=NUMBERS)
    def asks_for_a_second_look(self, number: int) -> None:
        found = self.file(number)
        if found is not None and self.state[found] != "draft":
            allowed = self.state[found] == "declined" or found in self.asked
            if self.tried(allowed, ask, self.applications[found]):
                self.asked.setdefault(found, False)

    @rule(number=NUMBERS, outcome=st.sampled_from(["kept", "accepted", "waiting"]))
    def is_looked_at_again(self, number: int, outcome: str) -> None:
        found = self.file(number)
        if found is not None and found in self.asked:
            appeal = Appeal.objects.get(application=self.applications[found])
            open_still = self.state[found] == "declined" and not self.asked[found]
            allowed = open_still and (outcome != "accepted" or self.free() > 0)
            if self.tried(allowed, self.settled, appeal, outcome):
                self.asked[found] = True
                if outcome == "waiting":
                    self.enter(found)
                elif outcome == "accepted":
                    self.state[found] = "accepted"

    def settled(self, appeal: Appeal, outcome: str) -> None:
        settle(appeal, by=self.cast["RV"], outcome=outcome, why="Read again")

    @rule()
    def free_places_are_offered(self) -> None:
        fill(self.cast.stop)
        while self.pass_on() is not None:
            pass

    @invariant()
    def the_house_and_the_model_agree(self) -> None:
        rows = {
            row.pk: row
            for row in Application.objects.filter(
                pk__in=[application.pk for application in self.applications]
            )
        }
        assert [rows[application.pk].state for application in self.applications] == self.state
        waiting = sorted(
            (row for row in rows.values() if row.state == "waiting"), key=lambda row: row.rank or 0
        )
        assert [row.pk for row in waiting] == [self.applications[n].pk for n in self.line()]
        assert Participation.objects.filter(stop=self.cast.stop).count() == self.state.count(
            "confirmed"
        )
        assert self.free() >= 0

    @invariant()
    def every_step_follows_from_the_one_before(self) -> None:
        for number, application in enumerate(self.applications):
            steps = list(application.moves.order_by("pk").values_list("origin", "target"))
            assert [origin for origin, _to in steps] == ["submitted", *(to for _from, to in steps)][
                : len(steps)
            ]
            assert not steps or steps[-1][1] == self.state[number]


@pytest.mark.django_db
def test_the_life_of_an_application_is_what_a_plain_model_says() -> None:
    patient = settings(
        max_examples=15,
        stateful_step_count=30,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[*HealthCheck],
    )
    run_state_machine_as_test(Life, settings=patient)
