"""`make run` refuses what cannot work in a sentence."""

import socket
from collections.abc import Iterator

import pytest

from microlabs import run


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        line.listen()
        yield line.getsockname()[1]


def test_a_busy_port_is_a_sentence(busy_port: int) -> None:
    with pytest.raises(SystemExit) as refusal:
        run.free_port(str(busy_port))
    assert refusal.value.code == (
        f"Port {busy_port} of 127.0.0.1 cannot be used (Address already in use)."
        " Choose another: make run PORT=8123"
    )


@pytest.mark.parametrize("nonsense", ["", "abc", "0", "65536", "-1", "٨٠٠٠"])
def test_a_nonsense_port_is_a_sentence(nonsense: str) -> None:
    with pytest.raises(SystemExit) as refusal:
        run.free_port(nonsense)
    assert refusal.value.code == "PORT must be a number from 1 to 65535: make run PORT=8123"
