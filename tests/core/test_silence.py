"""The watch over slow bodies goes on, whatever the kernel answers it."""

from __future__ import annotations

from threading import Event

import pytest

from core import silence


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
    monkeypatch.setattr(silence, "_lines", broken)
    with silence.Watch().over("192.0.2.1"):
        assert again.wait(5)
