"""What PostgreSQL tells by itself (`NOTIFY`): waited for on a line that asks nothing meanwhile."""

from __future__ import annotations

import time
from select import select
from typing import TYPE_CHECKING

from django.db import Error, connection

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.backends.base.base import BaseDatabaseWrapper

PAUSE = 0.8  # seconds from one answer to the next, however much is told
ECHO = 5.0  # seconds after a notice: whoever answered it may not have seen what came meanwhile


class Ear:
    """Listens on some channels, from the first time it waits."""

    def __init__(self, channels: Collection[str]) -> None:
        self._channels = channels
        self._line: BaseDatabaseWrapper | None = None
        self._heard_at = self._answered_at = time.monotonic() - ECHO

    def wait(self, seconds: float) -> bool:
        """Wait so long at most; true as soon as there may be something to do.

        That is when something was told; every `PAUSE` while it may not all be done, and without a
        line to hear on.
        """
        until = time.monotonic() + seconds
        try:
            self._listen(until)
        except Error:
            self.close()
            self._heard_at = time.monotonic()
        again = self._answered_at + PAUSE
        if self._heard_at + ECHO < again:  # all is quiet
            return False
        time.sleep(max(0.0, min(again, until) - time.monotonic()))
        if again > until:
            return False
        self._answered_at = time.monotonic()
        return True

    def _listen(self, until: float) -> None:
        """Take in what was told; while all is quiet, wait for it."""
        if self._line is None:
            self._line = connection.copy()
            with self._line.cursor() as cursor:
                for channel in self._channels:
                    cursor.execute(f'LISTEN "{channel}"')
            self._heard_at = time.monotonic()  # what was told before, nobody knows
        with self._line.wrap_database_errors:
            is_quiet = self._heard_at + ECHO < self._answered_at + PAUSE
            if is_quiet:
                select([self._line.connection], [], [], max(0.0, until - time.monotonic()))
            if [*self._line.connection.notifies(timeout=0)]:
                self._heard_at = time.monotonic()

    def close(self) -> None:
        """Let the line go; the next waiting takes another."""
        if self._line is not None:
            self._line.close()
            self._line = None
