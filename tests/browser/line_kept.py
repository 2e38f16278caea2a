"""The server's threads hand their lines to the database on: each new one learns all our tables."""

from __future__ import annotations

from collections import deque
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import DEFAULT_DB_ALIAS, connections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def handed_on() -> Iterator[None]:
    """A thread that begins takes the line of one that ended, as a thread of a real server does.

    A browser of a test opens several connections, and each has a thread of its own.
    """
    free: deque[BaseDatabaseWrapper] = deque()
    begin = ThreadedWSGIServer.process_request_thread

    def take(*asked: Any) -> None:
        with suppress(IndexError):
            connections[DEFAULT_DB_ALIAS] = free.pop()
        begin(*asked)

    def leave(_server: ThreadedWSGIServer) -> None:
        line = connections[DEFAULT_DB_ALIAS]
        if line.connection is None or line.in_atomic_block or line.errors_occurred:
            connections.close_all()
            return
        if not line.allow_thread_sharing:
            line.inc_thread_sharing()
        free.append(line)

    with (
        patch.object(ThreadedWSGIServer, "process_request_thread", take),
        patch.object(ThreadedWSGIServer, "_close_connections", leave),
    ):
        yield
    for line in free:
        line.close()
