"""What PostgreSQL tells by itself (`NOTIFY`): heard on a line that asks nothing meanwhile."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.db import Error, connection

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

ECHO = 5.0  # seconds after a notice: whoever answered it may not have seen what came meanwhile
SILENCE = 30.0  # seconds after which one looks without a notice, which may be lost or never sent


class Ear:
    """Listens for one channel, from the first question on."""

    def __init__(self, channel: str) -> None:
        self._channel = channel
        self._line: BaseDatabaseWrapper | None = None
        self._alert_until = 0.0
        self._looked_at = 0.0

    def is_alert(self) -> bool:
        """Whether there may be something to do: just heard, long silent, or deaf. No statement."""
        now = time.monotonic()
        if self._hears():
            self._alert_until = now + ECHO
        if now > self._alert_until and now < self._looked_at + SILENCE:
            return False
        self._looked_at = now
        return True

    def _hears(self) -> bool:
        """Whether something was told since the last time; yes without a line."""
        try:
            if self._line is None:
                self._listen()
                return True
            with self._line.wrap_database_errors:
                return bool([*self._line.connection.notifies(timeout=0)])
        except Error:
            self.close()
            return True

    def _listen(self) -> None:
        line = connection.copy()
        with line.cursor() as cursor:
            cursor.execute(f'LISTEN "{self._channel}"')
        self._line = line

    def close(self) -> None:
        """Let the line go; the next question takes another."""
        if self._line is not None:
            self._line.close()
            self._line = None
