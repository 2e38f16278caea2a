"""Where the rig's workers are born: a copy of it, which has loaded everything, forks on demand.

A worker so born is whole, a session of its own with Celery's usual pool; only the seconds of
loading are spared.
"""

import gc
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import socket, socketpair

from tests.messaging.rig.worker import app

WORDS = [
    "worker",
    "-c",
    "2",
    "-l",
    "WARNING",
    "--without-gossip",
    "--without-mingle",
    "--without-heartbeat",
]


class Workers:
    """Celery workers, one at a time, each killed with its children."""

    def __init__(self, nursery: socket) -> None:
        self.nursery, self.pid = nursery.makefile("rw"), 0

    def start(self) -> None:
        """Have a new one."""
        self.nursery.write("one\n")
        self.nursery.flush()
        self.pid = int(self.nursery.readline())

    def kill(self) -> None:
        """`kill -9` of the worker's whole session."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)


@contextmanager
def workers(log: Path) -> Iterator[Workers]:
    """Where workers come from; the last one is killed at the end. Nothing is connected yet."""
    ours, theirs = socketpair()
    nursery = os.fork()
    if not nursery:
        ours.close()
        _bear(theirs, log)
    theirs.close()
    crew = Workers(ours)
    try:
        yield crew
    finally:
        crew.kill()
        os.kill(nursery, signal.SIGKILL)
        os.waitpid(nursery, 0)
        crew.nursery.close()
        ours.close()


def _bear(line: socket, log: Path) -> None:
    """Answer each line with the number of a new worker."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody is waited for
    os.dup2(os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), 2)
    os.dup2(2, 1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    gc.freeze()
    asked = line.makefile("rw")
    for _one in asked:
        born = os.fork()
        if not born:
            line.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.setsid()
            app.worker_main(WORDS)
            os._exit(0)
        asked.write(f"{born}\n")
        asked.flush()
    os._exit(0)
