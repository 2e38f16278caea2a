"""Ends the lines of bodies that come too slowly: else a sender holds a thread as long as they like.

The web server gives a body no time, and does not say by which line a request came. Linux says of
each line how much came and when something last went: of a sender whose body is long on its way
those are closed by which hardly anything comes, and whoever waits for more of it reads the end.
Behind a proxy that hands bodies on whole it never comes to this.
"""

from __future__ import annotations

import os
import socket
import struct
from collections import Counter
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from threading import Lock, Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 10.0  # seconds in which hardly anything comes
WANTED = 2.0  # the same while somebody else waits for a place
SLOWEST = 512  # bytes a second, as on the worst of networks
STEP = 0.5  # seconds between two looks
OPEN_FILES = Path("/proc/self/fd")
LINES_ARE_TOLD = hasattr(socket, "TCP_INFO") and OPEN_FILES.exists()
# Of struct tcp_info: milliseconds since something was sent, and bytes that came.
TOLD = struct.Struct("=44xI80xQ")
Line = tuple[int, str, socket.socket]  # its number, who sends by it, a handle


@dataclass(eq=False, frozen=True)
class Body:
    """One that is on its way from `sender`."""

    sender: str
    begun_at: float = field(default_factory=monotonic)


@dataclass(frozen=True)
class Came:
    """What had come by a line at a moment, and when something last went."""

    at: float
    size: int
    sent_at: float

    @classmethod
    def by(cls, line: socket.socket) -> Came:
        """Of `line`, now."""
        told = line.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, TOLD.size)
        sent_ago, size = TOLD.unpack(told)
        return cls(now := monotonic(), size, now - sent_ago / 1000)


class Watch:
    """Looks after the bodies of this process, by a thread that lives while there are any."""

    def __init__(self) -> None:
        self.lock, self.looking = Lock(), False
        self.bodies: set[Body] = set()
        self.waiting = 0

    @contextmanager
    def over(self, sender: str) -> Iterator[None]:
        """Let the body that is read meanwhile not come too slowly."""
        body = Body(sender)
        with self.lock:
            self.bodies.add(body)
            if LINES_ARE_TOLD and not self.looking:
                self.looking = True
                Thread(target=self._look, name="silence", daemon=True).start()
        try:
            yield
        finally:
            with self.lock:
                self.bodies.discard(body)

    @contextmanager
    def hurried(self) -> Iterator[None]:
        """Somebody waits meanwhile for what slow ones hold."""
        with self.lock:
            self.waiting += 1
        try:
            yield
        finally:
            with self.lock:
                self.waiting -= 1

    def _look(self) -> None:
        came: dict[int, Came] = {}  # by line
        while True:
            sleep(STEP)
            with self.lock:
                if not self.bodies:
                    self.looking = False
                    return
                longest = WANTED if self.waiting else LONGEST
                bodies = [*self.bodies]
            late = Counter(each.sender for each in bodies if each.begun_at < monotonic() - longest)
            with suppress(OSError), ExitStack() as handles:  # broken or used up: the next look
                lines = lines_from({each.sender for each in bodies}, handles)
                came = looked_at(lines, came, late, longest - STEP)


def lines_from(senders: set[str], handles: ExitStack) -> list[Line]:
    """The lines by which `senders` came, by their numbers; not ours to a database beside them."""
    found, served = list[Line](), set[int]()
    for file in OPEN_FILES.iterdir():
        with suppress(OSError):  # closed meanwhile
            kind, _, number = str(file.readlink()).partition(":")
            if kind != "socket":
                continue
            line = handles.enter_context(socket.socket(fileno=os.dup(int(file.name))))
            if line.family in {socket.AF_INET, socket.AF_INET6}:
                if line.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                    served.add(line.getsockname()[1])
                    continue
                sender = line.getpeername()[0].removeprefix("::ffff:")
                if sender in senders:
                    found.append((int(number.strip("[]")), sender, line))
    return sorted((each for each in found if each[2].getsockname()[1] in served), key=itemgetter(0))


def looked_at(
    lines: list[Line], before: dict[int, Came], late: Counter[str], longest: float
) -> dict[int, Came]:
    """What has come by each line; closes the oldest slow ones, as many as are late of a sender."""
    # Linux numbers the lines of each processor apart: older are those that were known before.
    known, looked = {number: place for place, number in enumerate(before)}, {}
    for number, sender, line in sorted(lines, key=lambda each: known.get(each[0], len(known))):
        now = Came.by(line)
        since = looked[number] = before.get(number, now)
        seconds = now.at - since.at
        if seconds < longest:
            continue
        if now.size - since.size >= SLOWEST * seconds or now.sent_at > since.at:
            looked[number] = now
        elif late[sender]:
            late[sender] -= 1
            line.shutdown(socket.SHUT_RDWR)
    return looked


watch = Watch()
