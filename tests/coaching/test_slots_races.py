"""Hours change while people book, a plan is booked, people leave: nothing is in two places."""

from __future__ import annotations

from collections import Counter
from datetime import time, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction
from django.utils import timezone

from coaching.booking.actions import ask, book, cancel, move
from coaching.hours.keeping import be_absent, come_after_all, keep, open_again, shut
from coaching.hours.legal_time import recompute
from coaching.hours.slots import make_slots
from coaching.matching.working import carry_out
from coaching.models import Absence, Booking, MatchLine, MatchPlan, Request, Slot, WeekRule
from people.departures import leave
from programs.models import Theme
from tests.applications.test_candidacy_actions import at_once
from tests.cast import gather
from tests.coaching.arranged import make_expert
from tests.coaching.arranged import make_slots as put_slots
from tests.coaching.test_booking_races import counted_right, overlaps, shuffled, try_to_book
from tests.workshops.planned import make_participations

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coaching.models import Expert
    from people.models import Participation
    from programs.models import Stop

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]
RUNS = 3


def slots_in_two_places() -> int:
    """Pairs of slots of one expert, open or taken, at one hour."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM coaching_slot a JOIN coaching_slot b ON a.id < b.id"
            " AND a.expert_id = b.expert_id"
            " AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at"
            " WHERE (a.state = 'open' OR a.taken > 0) AND (b.state = 'open' OR b.taken > 0)"
        )
        return int(cursor.fetchone()[0])


def astray() -> int:
    """Sessions that are coming at another hour than their slot."""
    coming = Booking.objects.filter(state__in=Booking.TAKING).select_related("slot")
    return sum(each.starts_at != each.slot.starts_at for each in coming)


def with_hours(expert: Expert, stop: Stop) -> WeekRule:
    """Weekly hours, of which slots are made: a morning in three days, and each week after."""
    on = timezone.localdate() + timedelta(days=3)
    rule = WeekRule(expert=expert, stop=stop, weekday=on.weekday(), first_on=on)
    rule.starts, rule.ends, rule.minutes = time(9), time(12), 25
    keep(rule)
    return rule


class Day:
    """What colleagues, experts and participants do with the hours of two experts, by chance."""

    def __init__(self, stop: Stop, seed: int) -> None:
        self.pick = shuffled(seed)
        self.about = Theme.objects.get(code="digital")
        self.rules = [with_hours(make_expert(stop, n, horizon=20), stop) for n in (1, 2)]
        self.people = make_participations(stop, 6)
        self.acts = [self.pick.choice(self.all_acts()) for _turn in range(80)]

    def all_acts(self) -> list[Callable[[], object]]:
        """Half of what is done is booked, given back or moved."""
        hours = [self.fill, self.longer, self.be_away, self.shut_one, self.by_clock]
        return [*hours, self.book, self.book, self.book, self.cancel, self.move]

    def slot(self) -> Slot:
        """Any slot that is open."""
        return self.pick.choice(list(Slot.objects.free()))

    def coming(self) -> Booking:
        """Any session; the newest, where none is coming."""
        rows = Booking.objects.filter(state__in=Booking.TAKING)
        return self.pick.choice(list(rows) or [Booking(slot=self.slot())])

    def book(self) -> object:
        return try_to_book(self.slot(), self.pick.choice(self.people), self.about)

    def cancel(self) -> object:
        return cancel(self.coming()).state

    def move(self) -> object:
        return move(self.coming(), self.slot()).state

    def fill(self) -> object:
        return make_slots(self.pick.choice(self.rules).expert).kept >= 0

    def longer(self) -> object:
        """Other hours: refused where a session would stand outside."""
        rule = WeekRule.objects.get(pk=self.pick.choice(self.rules).pk)
        rule.minutes = self.pick.choice((20, 25, 30))
        return keep(rule).kept >= 0

    def be_away(self) -> object:
        """Away for a day, and not."""
        on = self.slot().on
        absence = Absence(expert=self.pick.choice(self.rules).expert, first_on=on, last_on=on)
        be_absent(absence)
        return come_after_all(absence).kept >= 0

    def shut_one(self) -> object:
        slot = self.slot()
        shut(slot)
        open_again(slot)
        return True

    def by_clock(self) -> object:
        """Reckon all moments anew: by the same table of zones, so that nothing moves."""
        return recompute() == []


@pytest.mark.parametrize("seed", range(RUNS))
def test_hours_change_while_people_book_and_nothing_stands_in_two_places(seed: int) -> None:
    day = Day(gather().stop, seed)
    outcomes = Counter(at_once(lambda number: day.acts[number](), len(day.acts), threads=8))
    refused = {"taken", "closed", "clash", "cap", "moved", "booked"}
    assert set(outcomes) <= {"booked", "cancelled", True, *refused}
    assert outcomes["booked"] > 1
    assert (overlaps(), slots_in_two_places(), astray(), counted_right()) == (0, 0, 0, True)


def go(person: Participation) -> str:
    """Leave the stop, as a withdrawal does: in one transaction."""
    with transaction.atomic():
        leave(person, by=None)
    return "gone"


def back(session: Booking) -> str:
    """Give a session back."""
    return cancel(session).state


def all_at_once(acts: Sequence[Callable[[], object]]) -> list[object]:
    """Each of these once, at one moment, in an order by chance."""
    mixed = shuffled(len(acts)).sample(acts, len(acts))
    return at_once(lambda number: mixed[number](), len(mixed), threads=len(mixed))


def test_who_leaves_while_hours_are_passed_on_to_them_has_none_and_stops_nobody() -> None:
    stop = gather().stop
    about = Theme.objects.get(code="digital")
    expert = make_expert(stop)
    for run in range(RUNS):
        at = timezone.now() + timedelta(days=2 + run)
        slots = put_slots(expert, stop, 4, at=at)
        people = make_participations(stop, 8, begin=1 + 8 * run)
        made = [
            book(slot, each, theme=about, mode="phone")
            for slot, each in zip(slots, people, strict=False)
        ]
        for each in people[4:]:
            ask(each, about)

        def one(
            number: int, people: list[Participation] = people, made: list[Booking] = made
        ) -> object:
            return go(people[4 + number // 2]) if number % 2 else cancel(made[number // 2]).state

        assert Counter(at_once(one, 8, threads=8)) == {"gone": 4, "cancelled": 4}
        assert not Booking.objects.filter(state__in=Booking.TAKING).exists()
        assert (Request.objects.count(), counted_right()) == (0, True)


def test_who_books_while_they_leave_has_no_session_afterwards() -> None:
    stop = gather().stop
    about = Theme.objects.get(code="digital")
    slots = put_slots(make_expert(stop), stop, 8)
    for run in range(RUNS):
        people = make_participations(stop, 4, begin=1 + 4 * run)
        acts = [partial(go, each) for each in people]
        acts += [partial(try_to_book, slots[n], each, about) for n, each in enumerate(people)]
        assert set(all_at_once(acts)) <= {"gone", "booked", "moved"}
        assert not Booking.objects.filter(state__in=Booking.TAKING).exists()
        assert counted_right()


def test_a_plan_that_two_workers_book_while_people_book_gives_each_hour_once() -> None:
    stop = gather().stop
    about = Theme.objects.get(code="digital")
    slots = [slot for n in range(2) for slot in put_slots(make_expert(stop, n), stop, 6)]
    people = make_participations(stop, 20)
    today = timezone.localdate()
    plan = MatchPlan.objects.create(
        stop=stop, first_on=today, last_on=today + timedelta(days=9), state="confirmed"
    )
    MatchLine.objects.bulk_create(
        MatchLine(plan=plan, participation=each, slot=slot, theme=about, mode="phone", state="kept")
        for each, slot in zip(people, slots, strict=False)
    )

    def one(number: int) -> object:
        if number < 2:
            return carry_out(MatchPlan.objects.get(pk=plan.pk)) >= 0
        return try_to_book(slots[number % 12], people[number], about)

    outcomes = at_once(one, 20, threads=8)
    assert set(outcomes) <= {True, "booked", "taken"}
    lines = Counter(plan.lines.values_list("state", flat=True))
    assert (sum(lines.values()), set(lines) <= {"booked", "refused"}) == (12, True)
    booked = Booking.objects.filter(state="booked")
    assert booked.count() == 12 == len({*booked.values_list("slot", flat=True)})
    assert booked.count() == lines["booked"] + outcomes.count("booked")
    assert (overlaps(), counted_right()) == (0, True)
