"""The clock asks before it wakes a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from celery.beat import Scheduler
from celery.schedules import schedule
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from microlabs import beat
from microlabs.beat import Clock
from microlabs.celery import app

if TYPE_CHECKING:
    from pathlib import Path

IN_REDIS = "write visits down"


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    app.loader.import_default_modules()
    return Clock(app=app, schedule_filename=str(tmp_path / "schedule"))


def refuse() -> bool:
    raise OperationalError


@pytest.mark.parametrize(("question", "sent"), [(bool, []), (refuse, ["x"]), (None, ["x"])])
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
def test_a_question_is_one_statement_and_with_nothing_to_do_all_are_answered_by_no(
    clock: Clock,
) -> None:
    asked = {}
    for name in sorted(clock.questions):
        with CaptureQueriesContext(connection) as statements:
            asked[name] = clock.has_work(name), len(statements)
    assert asked.pop(IN_REDIS) == (False, 0)
    assert asked == dict.fromkeys(asked, (False, 1))
    assert {*asked} == {
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
