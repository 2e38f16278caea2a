"""The watch over slow bodies goes on, whatever the kernel answers it."""

from __future__ import annotations

import socket
from collections import Counter
from contextlib import ExitStack
from threading import Event
from unittest.mock import create_autospec

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


def test_of_two_slow_lines_the_one_that_was_known_first_is_ended_whatever_their_numbers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = [(number, "192.0.2.1", create_autospec(socket.socket)) for number in (1, 2)]
    silent = silence.Came(at=0.0, size=0, sent_at=0.0)
    monkeypatch.setattr(silence.Came, "by", lambda _line: silence.Came(at=9.0, size=0, sent_at=0.0))
    known = silence.looked_at(lines, {2: silent, 1: silent}, Counter({"192.0.2.1": 1}), longest=8.0)
    ended = [number for number, _sender, line in lines if line.shutdown.called]
    assert ([*known], ended) == ([2, 1], [2])
