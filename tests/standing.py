"""The cast stands in the database of a worker between the tests; who does not ask for it, has none.

To write its rows for each test and to take them back cost every test milliseconds, and left so many
dead rows behind that PostgreSQL planned statements otherwise from minute to minute.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import TestCase, TransactionTestCase
from django.utils import timezone

from tests import kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

STAGE = pytest.StashKey["Stage"]()
FRESH = timedelta(seconds=20)  # older rows are written anew, for their moments hang on today's


class Stage:
    """Rows that stand there, as they were first written at a moment."""

    def __init__(self, moment: datetime, rows: str, tables: Iterable[str]) -> None:
        self.moment, self.rows = moment, rows
        self.removal = "".join(f'DELETE FROM "{name}"; ' for name in tables)  # noqa: S608
        self.since: datetime | None = None  # when those that stand there were written
        self.seen: datetime | None = None  # the same, while a test sees them
        self.wanted = False  # whether the test that begins asks for them

    @contextmanager
    def open(self) -> Iterator[None]:
        """Have them there before each test, but for those that write real transactions."""
        usual = [vars(case)["_fixture_setup"].__func__ for case in (TestCase, TransactionTestCase)]

        def within(case: type[TestCase]) -> None:
            self.seen = None
            if not connection.in_atomic_block:  # which would take them back with what it holds
                self._set()
            usual[0](case)
            if self.wanted:
                self.seen = self.since
            elif self.since:
                kept.play(self.removal)

        def without(case: type[TransactionTestCase]) -> None:
            self.clear()
            usual[1](case)

        with ExitStack() as stack:
            for case, begins in ((TestCase, within), (TransactionTestCase, without)):
                stack.enter_context(patch.object(case, "_fixture_setup", classmethod(begins)))
            yield

    def brought(self) -> timedelta:
        """Have them in this test; how long after the first ones they were written."""
        now, seen = timezone.now(), self.seen
        if seen and _is_fresh(seen, now):
            return seen - self.moment
        self.seen = None
        kept.play((self.removal if seen else "") + self.rows, now - self.moment)
        return now - self.moment

    def clear(self) -> None:
        """Take them out, until the next test."""
        if self.since:
            kept.play(self.removal)
        self.since = self.seen = None

    def _set(self) -> None:
        now = timezone.now()
        if self.since is None or not _is_fresh(self.since, now):
            kept.play((self.removal if self.since else "") + self.rows, now - self.moment)
            self.since = now


def _is_fresh(since: datetime, now: datetime) -> bool:
    return timedelta() <= now - since < FRESH
