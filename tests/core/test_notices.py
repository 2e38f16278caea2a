"""What PostgreSQL tells by itself is waited for, and costs no statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from applications.models import Application
from core import notices
from core.notices import Ear
from reporting.counting.watching import CHANNEL
from tests.cast import gather

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

pytestmark = pytest.mark.django_db(transaction=True)
LONG = 60.0  # seconds, of which none passes
QUIET = [0.8] * 6 + [LONG]  # what it waits after a notice: answers for five seconds, then nothing


class Hours:
    """Seconds that pass when somebody waits; a line is listened to for one real moment."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.told: list[Any] = []

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def select(self, lines: list[Any], _out: list[Any], _odd: list[Any], seconds: float) -> None:
        if not SELECT(lines, [], [], 0.3)[0]:
            self.now += seconds


SELECT = notices.select


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> Hours:
    made = Hours()
    monkeypatch.setattr(notices, "time", made)
    monkeypatch.setattr(notices, "select", made.select)
    return made


@pytest.fixture
def ear(hours: Hours) -> Iterator[Ear]:
    """One that has listened long enough to be quiet."""
    made = Ear([CHANNEL])
    assert answers(made, hours) == QUIET  # what was told before it listened, nobody knows
    yield made
    made.close()


def answers(ear: Ear, hours: Hours) -> list[float]:
    """How long it waits from one answer to the next, the first left out, until nothing is told."""
    begun, waits, told = hours.now, [], True
    while told:
        told = ear.wait(LONG)
        waits.append(round(hours.now - begun, 1))
        begun = hours.now
    return waits[1:]


def tell() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"NOTIFY {CHANNEL}")


def test_it_waits_without_a_statement_and_a_notice_is_answered_at_once_and_for_five_seconds(
    ear: Ear, hours: Hours
) -> None:
    with CaptureQueriesContext(connection) as asked:
        waited = ear.wait(LONG)
    assert (waited, len(asked)) == (False, 0)
    begun = hours.now
    tell()
    assert (ear.wait(LONG), hours.now - begun) == (True, 0.0)
    assert answers(ear, hours) == QUIET[1:]


def test_a_line_that_was_cut_is_taken_for_news_and_taken_up_again(ear: Ear, hours: Hours) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND query LIKE 'LISTEN%'"
        )
    ear.wait(LONG)  # PostgreSQL's last words come before the end of the line
    assert ear.wait(LONG)
    answers(ear, hours)
    tell()
    assert ear.wait(LONG)


def test_what_changes_a_figure_is_told_when_it_is_committed(ear: Ear) -> None:
    cast = gather()
    with transaction.atomic():
        Application.objects.filter(stop=cast.stop).update(gender="woman")
        before = ear.wait(LONG)
    assert (before, ear.wait(LONG)) == (False, True)
