"""The watch over slow bodies goes on, whatever the kernel answers it."""

from __future__ import annotations

import socket
from contextlib import ExitStack
from threading import Event

import pytest

from core import silence

HERE = {"127.0.0.1"}


def test_a_line_that_breaks_while_it_is_looked_at_does_not_end_the_watch(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks, again = [], Event()

    def broken(*_: object) -> list[silence.Line]:
        looks.append(1)
        if len(looks) > 1:
            again.set()
        raise OSError

    monkeypatch.setattr(silence, "LINES_ARE_TOLD", True)
    monkeypatch.setattr(silence, "STEP", 0.01)
    monkeypatch.setattr(silence, "lines_from", broken)
    with silence.Watch().over("192.0.2.1"):
        assert again.wait(60)


def test_a_line_of_this_process_to_the_address_of_a_sender_is_left_alone() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as served,
        socket.create_connection(served.getsockname()) as own,
        served.accept()[0] as theirs,
        ExitStack() as handles,
    ):
        peers = [line.getpeername() for _number, _sender, line in silence.lines_from(HERE, handles)]
        assert (own.getsockname() in peers, theirs.getsockname() in peers) == (True, False)
