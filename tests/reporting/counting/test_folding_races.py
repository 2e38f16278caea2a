"""Counters stay exact whoever writes at once, and whichever worker is killed in the middle."""

from __future__ import annotations

import os
import signal
import time
import traceback
from typing import TYPE_CHECKING

import pytest
from django.db import connection, connections

from applications.models import Application
from reporting.counting import folding
from reporting.counting.checking import check
from reporting.counting.folding import fold
from reporting.counting.whole import ONE_AT_A_TIME, Drift
from reporting.models import Mark
from tests.cast import Cast, gather
from tests.reporting.counting.by_hand import by_hand, kept
from tests.reporting.counting.histories import History, furnish, seeded

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.backends.utils import CursorWrapper

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]
WRITERS = 3
EACH = int(os.environ.get("CHANGES", "450")) // WRITERS


def born(work: Callable[[], object]) -> int:
    """A process of its own that does `work`; its number."""
    pid = os.fork()
    if pid:
        return pid
    inherited = connections["default"].connection
    connections["default"].connection = None  # nobody says good-bye on that of the test
    failed = 1
    try:
        work()
        failed = 0
    finally:
        if failed:
            traceback.print_exc()
        os._exit(failed or inherited is connections["default"].connection)


def fold_on() -> None:
    while True:
        if not fold():
            time.sleep(0.005)


def killed(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def writing(cast: Cast) -> list[int]:
    """Several who write at once, each their own history."""
    return [
        born(lambda seed=seed: History(cast, seeded(seed)).go_on(EACH))  # type: ignore[misc]
        for seed in range(WRITERS)
    ]


def test_after_changes_at_once_and_killed_workers_the_difference_to_a_recount_is_none() -> None:
    cast = gather()
    furnish(cast)
    fold()
    writers, kills, failed = writing(cast), 0, 0
    while writers:
        workers = [born(fold_on), born(fold_on)]
        time.sleep(0.2 + kills % 5 / 10)
        for worker in workers:
            killed(worker)
            kills += 1
        ended = {pid: status for pid in writers for pid, status in [os.waitpid(pid, os.WNOHANG)]}
        failed += sum(status != 0 for status in ended.values())
        writers = [pid for pid in writers if pid not in ended]
    fold()
    assert (failed, kills >= 4, Mark.objects.count()) == (0, True, 0)
    assert Application.objects.filter(participation__isnull=False).count() > 0
    assert kept() == by_hand()
    assert check() == Drift(0, 0)


def test_a_worker_that_dies_before_it_has_written_down_leaves_its_marks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cast = gather()
    fold()
    Application.objects.filter(pk=cast.application.pk).update(gender="woman")
    before = kept()

    def dies(cursor: CursorWrapper, *told: object) -> None:
        original(cursor, *told)  # type: ignore[arg-type]
        os.kill(os.getpid(), signal.SIGKILL)

    original = folding._fold  # noqa: SLF001  where the worker dies
    monkeypatch.setattr(folding, "_fold", dies)
    _pid, status = os.waitpid(born(fold), 0)
    assert (os.WTERMSIG(status), Mark.objects.count(), kept()) == (9, 1, before)
    monkeypatch.undo()
    assert (fold(), kept() == by_hand(), kept() != before) == (1, True, True)


def test_while_one_worker_folds_another_does_nothing() -> None:
    cast = gather()
    fold()
    Application.objects.filter(pk=cast.application.pk).update(gender="woman")
    held = connection.copy()
    with held.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        assert (fold(), Mark.objects.count()) == (0, 1)
        cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])
    held.close()
    assert (fold(), Mark.objects.count()) == (1, 0)
