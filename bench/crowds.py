"""A crowd over HTTP: each client a thread with a connection of its own, all at about one moment."""

import http.client
import os
import random
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from bench.servers import BIN, HOST, Side, end, refuse_taken, wait_for

TOKEN = "t" * 32
HEADERS = {"Cookie": f"csrftoken={TOKEN}", "Content-Type": "application/x-www-form-urlencoded"}
BODY = f"csrfmiddlewaretoken={TOKEN}"
WAITS = 400.0  # seconds of patience with a server that a whole crowd asks
STACK = 256 * 1024
PRODUCT = "microlabs.wsgi:application"
FLAGS = ("--interface", "wsgi", "--host", HOST, "--workers", "2", "--blocking-threads", "8")


@dataclass(frozen=True)
class Answered:
    """What one client was told: the status (0: none), where it leads; when it sent, was told."""

    status: int
    leads: str
    sent: float
    told: float
    page: str = ""


@dataclass(frozen=True)
class Post:
    """What one client posts: where, what it has typed, and by which cookies it is known.

    `more` are headers in place of the usual ones.
    """

    path: str
    fields: str = ""
    cookies: str = ""
    more: tuple[tuple[str, str], ...] = ()


class Standing:
    """The product as it is run, on this database: begun when asked for, anew when it has ended."""

    def __init__(self, port: int, database: str) -> None:
        self.port, self.database = port, database
        self._side: Side | None = None

    def side(self) -> Side:
        """It, up and answering."""
        if self._side is None or self._side.process.poll() is not None:
            self._side = _begun(self.port, self.database, PRODUCT)
            wait_for(self._side)
        return self._side

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        if self._side:
            end(self._side.process)


@contextmanager
def product(port: int, database: str, application: str = PRODUCT) -> Iterator[Side]:
    """The product served as it is run: two workers of eight threads, on this database."""
    side = _begun(port, database, application)
    try:
        wait_for(side)
        yield side
    finally:
        end(side.process)


def _begun(port: int, database: str, application: str) -> Side:
    refuse_taken(port)
    command: list[str | Path] = [
        BIN / "granian",
        *FLAGS,
        "--port",
        str(port),
        "--log-level",
        "error",
        application,
    ]
    environment = {**os.environ, "DATABASE_URL": database, "MICROLABS_MODE": "laptop"}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)  # noqa: S603
    return Side(port, process)


def posted(port: int, posts: Sequence[str | Post], *, within: float) -> list[Answered]:
    """Post each once, every one from a thread of its own, within so many seconds."""
    answers: dict[int, Answered] = {}
    barrier = threading.Barrier(len(posts))
    pauses = random.Random(len(posts))  # noqa: S311  when they tap, no secret
    moments = [pauses.uniform(0, within) for _post in posts]

    def client(number: int) -> None:
        barrier.wait()
        time.sleep(moments[number])
        answers[number] = _posted(port, posts[number])

    before = threading.stack_size(STACK)
    threads = [threading.Thread(target=client, args=[number]) for number in range(len(posts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    threading.stack_size(before)
    return [answers[number] for number in range(len(posts))]


def _posted(port: int, post: str | Post) -> Answered:
    asked = Post(post) if isinstance(post, str) else post
    headers = {**HEADERS, "Cookie": "; ".join(filter(None, (HEADERS["Cookie"], asked.cookies)))}
    headers |= dict(asked.more)
    body = asked.fields if asked.more else "&".join(filter(None, (BODY, asked.fields)))
    line = http.client.HTTPConnection(HOST, port, timeout=WAITS)
    sent, page = time.monotonic(), ""
    try:
        line.request("POST", asked.path, body, headers)
        answer = line.getresponse()
        page = answer.read().decode()
        status, leads = answer.status, answer.headers.get("Location", "")
    except (OSError, http.client.HTTPException):
        status, leads = 0, ""
    finally:
        line.close()
    return Answered(status, leads, sent, time.monotonic(), page)


def in_order(answers: Mapping[int, Answered]) -> bool:
    """Whether nobody who was told before another had sent stands behind them; by position."""
    first_told = float("inf")
    for position in sorted(answers, reverse=True):
        if first_told < answers[position].sent:
            return False
        first_told = min(first_told, answers[position].told)
    return True
