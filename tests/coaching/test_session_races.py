"""Several who write of one session at once: one report, each step once, one letter, one call.

The last test takes the lock away: the same load must go wrong, or the others show nothing.
"""

from __future__ import annotations

import pytest

from coaching.models import Attempt, Booking, Report, Step
from coaching.session import reporting
from coaching.session.reporting import NextStep, no_answer, write
from messaging.models import Message
from tests.applications.test_candidacy_actions import at_once
from tests.cast import gather
from tests.coaching.held import make_session, of_ex1

TIMES = 20
HELD = {"outcome": "held", "topics": "Prices", "result": "A plan", "minutes": 30, "beside": None}
pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]


def a_session() -> Booking:
    """A session of EX1 that has begun."""
    cast = gather()
    return make_session(of_ex1(cast), cast.stop)


def calls_noted(booking: Booking) -> list[int]:
    """How many calls each of so many runs leaves, where four people note one at once."""
    noted = []
    for _time in range(TIMES):
        Attempt.objects.all().delete()
        at_once(lambda _number: no_answer(booking, by=None), 4)
        noted.append(Attempt.objects.count())
    return noted


def test_a_report_that_is_sent_four_times_at_once_is_one() -> None:
    booking, steps = a_session(), [NextStep("Ask the bank")]
    for _time in range(TIMES):
        for rows in (Report, Step, Message):
            rows.objects.all().delete()
        wrote = at_once(lambda _n: write(booking, said=HELD, steps=steps, by=None).outcome, 4)
        counts = [rows.objects.count() for rows in (Report, Step, Message)]
        assert (wrote, counts) == (["held"] * 4, [1, 1, 1])


def test_a_call_that_is_noted_four_times_at_once_is_one() -> None:
    assert calls_noted(a_session()) == [1] * TIMES


def test_without_the_lock_calls_are_noted_several_times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting, "locked", lambda _slot: None)
    assert sum(calls_noted(a_session())) > TIMES
