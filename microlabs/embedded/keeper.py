"""One small process per server, which starts it, waits until nobody uses it any more, and stops it.

Who uses a server holds a shared lock on its `lease` file; the kernel frees the lock however that
process ends. The keeper waits for an exclusive lock on the same file. It runs as
`python -m microlabs.embedded postgres|redis`.
"""

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path
from typing import Protocol

from microlabs.embedded import places

READY = "ready"
PATIENCE = 30.0  # seconds that a leaving process waits for the server to stop


class Server(Protocol):
    """What the keeper asks of a server."""

    name: str

    def start(self) -> None:
        """Start it, or adopt one that a killed keeper left; return when it answers.

        Raises UnavailableError.
        """

    def answers(self) -> bool:
        """Whether it serves now."""

    def stop(self) -> None:
        """Stop it in good order; return when it is gone."""


@contextmanager
def kept(server: Server) -> Iterator[None]:
    """Have `server` run for as long as the block lasts."""
    folder = places.make_folder(server.name)
    with _opened(folder / "lease") as lease:
        with _opened(folder / "starting") as starting:
            fcntl.flock(starting, fcntl.LOCK_EX)
            fcntl.flock(lease, fcntl.LOCK_SH)  # waits while a keeper stops what nobody used
            if not (_is_held(folder / "keeper") and server.answers()):
                _retire_keeper(folder)
                _hire_keeper(server)
        yield
    _wait_until_settled(folder)


def keep(server: Server) -> None:
    """Be the keeper: start, report on standard output, wait for the last user to leave, stop."""
    if os.fork():  # its parent ends at once, so that whoever asked for it has no child to bury
        os._exit(0)
    try:
        _keep(server)
    except places.UnavailableError as unavailable:
        _say(str(unavailable))


def _keep(server: Server) -> None:
    folder = places.folder(server.name)
    with _opened(folder / "lease") as lease, _opened(folder / "keeper") as post:
        fcntl.flock(post, fcntl.LOCK_EX)
        post.truncate(0)
        post.write(str(os.getpid()).encode())
        server.start()
        _say(READY)
        fcntl.flock(lease, fcntl.LOCK_EX)
        server.stop()
        post.close()  # before the lease: whoever gets the lease next finds the post free


def _hire_keeper(server: Server) -> None:
    with (places.folder(server.name) / "keeper.log").open("wb") as log:
        keeper = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "microlabs.embedded", server.name],
            cwd=places.BASE_DIR,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
            text=True,
        )
    answer = keeper.communicate()[0].strip()
    if answer != READY:
        raise places.UnavailableError(
            answer or f"The keeper of {server.name} did not start: see {log.name}."
        )


def _retire_keeper(folder: Path) -> None:
    """Remove a keeper whose server no longer answers; its successor takes over what is left."""
    while _is_held(folder / "keeper"):
        pid = (folder / "keeper").read_text()
        if pid:
            with suppress(ProcessLookupError):  # it may have ended meanwhile
                os.kill(int(pid), signal.SIGKILL)
        time.sleep(0.05)


def _wait_until_settled(folder: Path) -> None:
    """Return when others use the server, or when it has stopped."""
    until = time.monotonic() + PATIENCE
    while _is_held(folder / "keeper") and time.monotonic() < until:
        if _is_held(folder / "lease") and not _is_held(folder / "lease", fcntl.LOCK_SH):
            return
        time.sleep(0.02)


def _is_held(path: Path, mode: int = fcntl.LOCK_EX) -> bool:
    """Whether somebody holds a lock that forbids `mode`."""
    with _opened(path) as file:
        try:
            fcntl.flock(file, mode | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _opened(path: Path) -> FileIO:
    return FileIO(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600), "r+")


def _say(sentence: str) -> None:
    """Tell the process that hired us, which may have gone, and close the line."""
    try:
        os.write(sys.stdout.fileno(), sentence.encode())
    except BrokenPipeError:
        return
    finally:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
