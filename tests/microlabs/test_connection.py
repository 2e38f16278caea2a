"""A connection is listened to before each request, and asked only after a silence."""

import time
from typing import Any

import psycopg
import pytest
from django.db import close_old_connections, connection
from django.db.utils import OperationalError

from microlabs.postgresql import base

pytestmark = pytest.mark.django_db(transaction=True)


def server_process() -> int:
    """The process that serves this connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def end(process: int) -> None:
    """End it from outside, as a restart of the server does.

    Each look is a transaction of its own: within one, PostgreSQL shows who was there at first.
    """
    params = connection.get_connection_params()
    names = ("host", "port", "user", "password", "dbname")
    place = {name: params[name] for name in names if params.get(name)}
    with psycopg.connect(**place, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [process])
        while other.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", [process]).fetchone():
            time.sleep(0.01)


def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that the driver itself sends from now on."""
    sent: list[str] = []
    execute: Any = psycopg.Cursor.execute

    def listening(self: Any, query: str, *rest: Any, **more: Any) -> Any:
        sent.append(query)
        return execute(self, query, *rest, **more)

    monkeypatch.setattr(psycopg.Cursor, "execute", listening)
    return sent


def test_a_connection_that_was_ended_is_not_used_again() -> None:
    first = server_process()
    end(first)
    close_old_connections()  # a request begins
    assert server_process() != first


def test_a_request_asks_nothing_of_a_connection_that_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    first, sent = server_process(), asked(monkeypatch)
    close_old_connections()
    assert (server_process() == first, sent) == (True, ["SELECT pg_backend_pid()"])


def test_after_a_silence_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    server_process()
    monkeypatch.setattr(base, "SILENCE", 0.0)
    sent = asked(monkeypatch)
    close_old_connections()
    server_process()
    assert sent == ["SELECT 1", "SELECT pg_backend_pid()"]


def test_after_an_error_it_is_asked() -> None:
    first = server_process()
    end(first)
    with pytest.raises(OperationalError):
        server_process()
    close_old_connections()
    assert server_process() != first
