"""One run: messages are written, workers killed, servers restarted; arrivals are counted."""

from __future__ import annotations

import random
import time
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError

from messaging.actions import put_many
from messaging.clock.inbound import read_inbound
from messaging.models import Message
from messaging.tasks.delivery import deliver_waiting
from messaging.tasks.sweeping import sweep
from microlabs.celery import app
from tests.messaging.rig import bookings, nursery, servers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from microlabs.embedded.postgres import Postgres
    from microlabs.embedded.redis import RedisServer

MODES = ("keyed", "echo", "none")
DRAIN = (
    150.0  # seconds, on a machine that is busy with other tests; seldom more than five are needed
)
LISTEN = 30.0  # of them for a word about what is parked, when nothing else is left
KILLS = 6  # at least
UNSETTLED = [Message.State.NEW, Message.State.SENDING]


@dataclass(frozen=True)
class Outcome:
    """What the people who were written to saw, and what the staff read."""

    mode: str
    messages: int
    not_sent: int  # nor parked
    twice: int
    parked: int
    parked_had_arrived: int
    moved_wrongly: int  # bookings that moved: the old time was said, or the new one not once
    kills: int
    seconds: float

    @property
    def right(self) -> bool:
        """Nothing lost silently, nothing twice; parked only where nobody could know."""
        return not (self.not_sent or self.twice or self.moved_wrongly) and (
            self.mode == "none" or not self.parked
        )

    def __str__(self) -> str:
        return " ".join(f"{name}={value}" for name, value in asdict(self).items())


def play(
    mode: str,
    count: int,
    *,
    seconds: float,
    log: Path,
    port: int,
    falling: tuple[RedisServer, Postgres],
    without: str = "",
    until_red: bool = False,
) -> Outcome:
    """One run of `count` messages, due within `seconds`, in which everything falls over."""
    servers.migrate(falling[1])
    with nursery.workers(log) as workers, clock():
        begun = time.monotonic()
        write(count, seconds, planned=without == "outbox")
        left = waiting
        if without == "outbox":
            plan()
            left = partial(unseen, count, port)
        is_over = partial(is_red, port) if until_red else bool
        with bookings.moving(seconds):
            kills = disturb(workers, count, begun + seconds, falling, left, is_over)
            workers.start()
            drain(mode, left, is_over)
            seen = servers.deliveries(port)
        return counted(mode, seen, kills=kills, seconds=time.monotonic() - begun)


def write(count: int, seconds: float, *, planned: bool = False, word: str = "reminder") -> None:
    """Put messages into the outbox that become due one after the other."""
    now = timezone.now()
    step = timedelta(seconds=seconds / count)
    rows = [
        Message(
            key=f"{word}:{number}",
            event="reminder",
            channel="sms",
            address=f"+2126{number:08}",
            language="fr",
            body=f"{word} {number}",
            due_at=now + step * number,
            state=Message.State.DROPPED if planned else Message.State.NEW,
        )
        for number in range(count)
    ]
    put_many(rows)


def plan() -> None:
    """The other design: a task for each message, which waits in Redis until it is due."""
    for number, due_at in Message.objects.values_list("pk", "due_at"):
        app.send_task("rig.send", args=(number,), eta=due_at)


def disturb(
    workers: nursery.Workers,
    count: int,
    until: float,
    others: tuple[RedisServer, Postgres],
    left: Callable[[], int],
    is_over: Callable[[], bool],
) -> int:
    """Kill the worker again and again, in the midst of its work; restart the servers.

    They are Redis, which forgets all, and PostgreSQL.
    """
    dice = random.Random(1)  # noqa: S311  faults, not secrets
    kills, restarts = 0, list(others)
    while not is_over() and left() and (time.monotonic() < until or kills < KILLS):
        workers.start()
        goal, patience = left() - dice.randint(1, max(1, count // KILLS)), time.monotonic() + 6
        while left() > goal and time.monotonic() < patience:
            time.sleep(0.02)
        if kills % 2 and restarts:
            server = restarts.pop(0)
            server.stop()
            server.start()
            connection.close()
            time.sleep(1)
        workers.kill()
        kills += 1
    return kills


def waiting() -> int:
    """How many messages are still to be sent."""
    return Message.objects.filter(state=Message.State.NEW).count()


def unseen(count: int, port: int) -> int:
    """The same where no table knows it: what nobody has received."""
    return count - len(set(servers.deliveries(port)))


def is_red(port: int) -> bool:
    """Whether somebody has a message twice."""
    seen = servers.deliveries(port)
    return len(seen) > len(set(seen))


@contextmanager
def clock() -> Iterator[None]:
    """Beat, twice as busy as two of them: hints, which may be lost."""
    over = Event()

    def tick() -> None:
        while not over.wait(0.5):
            for task in (deliver_waiting, sweep, read_inbound) * 2:
                with suppress(BrokerError):
                    task.apply_async(retry=False, expires=5)

    thread = Thread(target=tick)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def drain(mode: str, left: Callable[[], int], is_over: Callable[[], bool]) -> None:
    """Wait until nothing is left to do.

    Life goes on, so that silence can be told from a dead line.
    """
    until, turn, parked = time.monotonic() + DRAIN, 0, Message.State.PARKED
    listened = False
    while time.monotonic() < until and not is_over():
        with suppress(OperationalError, InterfaceError):
            states = {*Message.objects.values_list("state", flat=True)}
            if states.isdisjoint(UNSETTLED) and not left():
                if mode == "none" or parked not in states:
                    return
                if not listened:
                    listened, until = True, min(until, time.monotonic() + LISTEN)
        time.sleep(0.5)
        turn += 1
        if turn % 4 == 0 and Message.objects.filter(state=parked).exists():
            write(1, 1, word=f"later {turn}")


def counted(mode: str, seen: list[str], *, kills: int, seconds: float) -> Outcome:
    """Each message beside what its reader saw."""
    times = Counter(seen)
    messages = Message.objects.filter(
        key__startswith="reminder:"
    )  # not what was written in the calm, to be heard of
    states = {f"message-{number}": state for number, state in messages.values_list("pk", "state")}
    parked = {echo for echo, state in states.items() if state == Message.State.PARKED}
    return Outcome(
        mode=mode,
        messages=len(states),
        not_sent=len([echo for echo in states if not times[echo] and echo not in parked]),
        twice=len([echo for echo, seen_times in times.items() if seen_times > 1]),
        parked=len(parked),
        parked_had_arrived=len([echo for echo in parked if times[echo]]),
        moved_wrongly=bookings.seen_wrongly(times),
        kills=kills,
        seconds=round(seconds, 1),
    )
