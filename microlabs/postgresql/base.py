"""The connection to PostgreSQL: Django asks it `SELECT 1` before each request, this one its socket.

A server that has ended a connection has told it so, or has closed it: either can be read. Only
after a silence a question is sent, for what stands between may have forgotten the connection.
"""

from __future__ import annotations

import select
import time
from typing import Any

from django.db.backends.postgresql import base

SILENCE = 30.0  # seconds after which a connection is asked, not only listened to


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that is asked whether it lives when there is doubt, not before each request."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.heard_at = 0.0

    def connect(self) -> None:
        """Connect, and remember when."""
        super().connect()
        self.heard_at = time.monotonic()

    def is_usable(self) -> bool:
        """Whether it still lives: it was quiet for a short while only, or answers."""
        now = time.monotonic()
        quiet = self.connection is not None and now - self.heard_at < SILENCE
        if quiet and not self.errors_occurred and not self._has_something_to_say():
            return True
        self.heard_at = now
        return super().is_usable()

    def _has_something_to_say(self) -> bool:
        """Whether the socket can be read: nothing was asked, so this is a farewell, or its end."""
        waiting = select.poll()  # not select(), which knows 1,024 open files only
        waiting.register(self.connection.fileno(), select.POLLIN)
        return bool(waiting.poll(0))
