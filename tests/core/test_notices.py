"""What PostgreSQL tells by itself is heard without a question."""

from __future__ import annotations

from select import select
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from applications.models import Application
from core import notices
from core.notices import ECHO, SILENCE, Ear
from reporting.counting.watching import CHANNEL
from tests.cast import gather

if TYPE_CHECKING:
    from collections.abc import Iterator


class Hours:
    """Seconds that pass when a test says so."""

    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> Hours:
    made = Hours()
    monkeypatch.setattr(notices, "time", made)
    return made


@pytest.fixture
def ear(hours: Hours) -> Iterator[Ear]:
    """One that has listened long enough to be quiet."""
    made = Ear(CHANNEL)
    assert made.is_alert()  # what was told before it listened, nobody knows
    hours.now += ECHO + 0.1
    yield made
    made.close()


def tell(ear: Ear) -> None:
    """Tell it; PostgreSQL hands a notice on a moment after the commit."""
    with connection.cursor() as cursor:
        cursor.execute(f"NOTIFY {CHANNEL}")
    arrived(ear)


def arrived(ear: Ear) -> None:
    """Return when something has arrived on its line, or the line has ended."""
    line = ear._line  # noqa: SLF001
    assert line
    assert select([line.connection.fileno()], [], [], 10)[0]


@pytest.mark.django_db(transaction=True)
def test_a_notice_keeps_it_alert_for_five_seconds_and_silence_costs_no_statement(
    ear: Ear, hours: Hours
) -> None:
    said = []
    with CaptureQueriesContext(connection) as asked:
        said.append(ear.is_alert())
    tell(ear)
    for seconds in (0, ECHO - 0.1, 0.2):
        hours.now += seconds
        said.append(ear.is_alert())
    assert (said, len(asked)) == ([False, True, True, False], 0)


@pytest.mark.django_db(transaction=True)
def test_after_half_a_minute_it_looks_without_a_notice(ear: Ear, hours: Hours) -> None:
    said = []
    for seconds in (SILENCE - ECHO - 0.2, 0.2, 0.1, SILENCE - 0.2, 0.2):
        hours.now += seconds
        said.append(ear.is_alert())
    assert said == [False, True, False, False, True]


@pytest.mark.django_db(transaction=True)
def test_a_line_that_was_cut_is_taken_for_news_and_taken_up_again(ear: Ear, hours: Hours) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND query LIKE 'LISTEN%'"
        )
    arrived(ear)
    said = [ear.is_alert() or ear.is_alert()]  # PostgreSQL's last words come before the end
    hours.now += ECHO + 0.1
    said += [ear.is_alert()]  # listens again
    hours.now += ECHO + 0.1
    said += [ear.is_alert()]
    tell(ear)
    said += [ear.is_alert()]
    assert said == [True, True, False, True]


@pytest.mark.django_db(transaction=True)
def test_what_changes_a_figure_is_heard_when_it_is_committed(ear: Ear, hours: Hours) -> None:
    cast = gather()
    hours.now += ECHO + 0.1
    with transaction.atomic():
        Application.objects.filter(stop=cast.stop).update(gender="woman")
        before = ear.is_alert()
    arrived(ear)
    assert (before, ear.is_alert()) == (False, True)
