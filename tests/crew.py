"""Threads in which a test acts many times at once: each keeps its line to the database.

A server keeps it too; a new one costs PostgreSQL more than most of what is done on it.
"""

from __future__ import annotations

from concurrent import futures
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import monotonic, sleep
from typing import TYPE_CHECKING, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import translation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Told = TypeVar("Told")
PATIENCE = 60.0  # seconds, on a machine that is busy
_crew: list[ThreadPoolExecutor] = []
_lines: set[BaseDatabaseWrapper] = set()


def together(jobs: Sequence[Callable[[], Told]]) -> list[Told]:
    """Each in a thread of its own, all from one moment on; what each gave, in their order."""
    _crew.extend(ThreadPoolExecutor(1) for _missing in range(len(jobs) - len(_crew)))
    start = Barrier(len(jobs), timeout=PATIENCE)
    begun = [thread.submit(_one, job, start) for thread, job in zip(_crew, jobs, strict=False)]
    futures.wait(begun)
    return [each.result() for each in begun]


def go() -> None:
    """Let every line be closed; who acts together next has new ones."""
    for thread in _crew:
        thread.shutdown()
    for line in _lines:  # nobody else uses it now
        line.inc_thread_sharing()
        line.close()
    _crew.clear()
    _lines.clear()


def blocked() -> int:
    """How many wait for a lock that somebody else holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # else a transaction never sees more
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return int(cursor.fetchone()[0])


def wait(until: Callable[[], bool]) -> None:
    """Look again and again whether it is so, as long as there is patience."""
    end = monotonic() + PATIENCE
    while not until() and monotonic() < end:
        sleep(0.01)


def _one(job: Callable[[], Told], start: Barrier) -> Told:
    translation.deactivate()
    connection.close_if_unusable_or_obsolete()
    connection.ensure_connection()
    _lines.add(connections[DEFAULT_DB_ALIAS])
    start.wait()
    return job()
