"""`make run` refuses what cannot work in a sentence."""

import socket
import subprocess
import sys
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


def ended() -> subprocess.Popen[bytes]:
    child = subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"])
    child.wait()
    return child


@pytest.fixture
def at_work() -> Iterator[subprocess.Popen[bytes]]:
    """A child that goes on."""
    child = subprocess.Popen(["sleep", "60"])  # noqa: S607
    yield child
    child.kill()
    child.wait()


def test_a_clock_that_died_alone_is_started_again_and_whoever_ran_it_is_told(
    at_work: subprocess.Popen[bytes],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    started: list[list[str]] = []

    def start(command: list[str]) -> subprocess.Popen[bytes]:
        started.append([str(word) for word in command[1:]])
        return at_work

    def stop(_seconds: float) -> None:
        raise run.StopAskedError

    monkeypatch.setattr(run, "_start", start)
    monkeypatch.setattr(run, "BRIEF", -1.0)
    monkeypatch.setattr(run.time, "sleep", stop)
    running = {"web server": at_work, run.CLOCK: ended()}
    with pytest.raises(run.StopAskedError):
        run.watch(running)
    schedule = str(run.BASE_DIR / "var" / "beat")
    assert started == [
        ["--app", "microlabs", "--quiet", "beat", "--schedule", schedule, "--loglevel", "warning"]
    ]
    assert running[run.CLOCK] is at_work
    assert capsys.readouterr().out == ("The clock ended by itself (code 3): it is started again.\n")


def test_a_clock_that_ends_as_soon_as_it_was_started_ends_everything(
    at_work: subprocess.Popen[bytes],
) -> None:
    with pytest.raises(SystemExit) as refusal:
        run.watch({"web server": at_work, run.CLOCK: ended()})
    assert refusal.value.code == ("The clock ended by itself (code 3): its last words stand above.")
