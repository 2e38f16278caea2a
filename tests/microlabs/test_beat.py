"""The clock asks before it wakes a worker."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from celery.beat import Scheduler
from celery.schedules import schedule
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core import tallies
from messaging.models import Message
from microlabs import beat
from microlabs.beat import Clock
from microlabs.celery import app
from programs import visits
from tests.cast import message_to

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cast import Cast

IN_REDIS = "write visits down"


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    app.loader.import_default_modules()
    return Clock(app=app, schedule_filename=str(tmp_path / "schedule"))


class Away:
    """A question that reaches no database."""

    def order_by(self) -> None:
        raise OperationalError


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("question", "sent"),
    [(bool, []), (Message.objects.none, []), (lambda: [Away()], ["x"]), (None, ["x"])],
)
def test_a_task_is_sent_unless_there_is_nothing_to_do(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, question: Any, sent: list[str]
) -> None:
    told: list[str] = []
    monkeypatch.setattr(Scheduler, "apply_entry", lambda _self, entry, **_: told.append(entry.name))
    clock.questions = {"x": question} if question else {}
    entry = clock.Entry(name="x", task="x", schedule=schedule(1), app=app)
    clock.apply_entry(entry)
    assert told == sent


@pytest.mark.django_db
def test_what_is_due_at_one_moment_is_asked_in_one_statement_and_without_work_answered_by_no(
    clock: Clock,
) -> None:
    for entry in clock.schedule.values():
        entry.last_run_at = timezone.now() - timedelta(days=1)
    with CaptureQueriesContext(connection) as statements:
        asked = {name: clock.has_work(name) for name in sorted(clock.questions)}
    assert (asked, len(statements)) == (dict.fromkeys(asked, False), 1)
    assert {*asked} - {IN_REDIS} == {
        "deliver waiting messages",
        "fetch files that came with messages",
        "make exports whose call was lost",
        "open and close stops on time",
        "pass silent sessions on",
        "pass silent places on",
        "pass silent seats on",
        "read calendars of experts",
        "read what arrived",
        "tell webhooks what happened",
        "tell who wanted to know",
    }


@pytest.mark.django_db
def test_an_answer_serves_one_turn_and_no_longer_than_a_moment(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    costs = []
    for wait in (0.0, 0.0, beat.TOGETHER + 0.1):
        monkeypatch.setattr(clock, "asked_at", clock.asked_at - wait)
        with CaptureQueriesContext(connection) as statements:
            clock.has_work("read what arrived")
        costs.append(len(statements))
        clock.answers["read what arrived"] = False
    assert costs == [1, 0, 1]


def test_what_postgresql_tells_is_counted_between_the_times(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(Scheduler, "apply_entry", lambda _self, entry, **_: told.append(entry.name))
    monkeypatch.setattr(Scheduler, "tick", lambda _self: 9.0)
    monkeypatch.setattr(Clock, "producer", None)
    for news in (False, True):
        monkeypatch.setattr(clock.ear, "wait", lambda _seconds, news=news: news)
        assert clock.tick() == beat.MOMENT
    assert told == ["count the figures"]


@pytest.mark.django_db
def test_what_waits_is_work(clock: Clock, cast: Cast) -> None:
    now = timezone.now()
    ours = Message.objects.filter(pk=message_to(cast.application).pk)
    said = []
    for columns in (
        {"state": "new", "due_at": now},
        {"state": "sending", "lease_until": now},
        {"state": "sending", "lease_until": now + timedelta(hours=1)},
    ):
        Message.objects.exclude(pk__in=ours).update(state="sent")
        ours.update(channel="sms", **columns)
        clock.answers.clear()
        said.append(clock.has_work("deliver waiting messages"))
    tallies.count(visits.TALLY, "fes stop 2026-11-20 ar ")
    assert [*said, clock.has_work(IN_REDIS)] == [True, True, False, True]
    tallies.take(visits.TALLY)
