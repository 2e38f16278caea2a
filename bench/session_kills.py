"""The server is killed in the middle of a booking, and the same form is sent again to the next one.

A lock from outside holds the booking where it is; then every process of the server ends by SIGKILL.
"""

import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

import psutil
import psycopg
from django.db import connection

from bench.crowds import Standing, posted
from bench.servers import PATIENCE, Side
from bench.session_rounds import furnished, gathered
from coaching.models import Booking, Slot
from messaging.models import Message
from programs.models import Stop

PLACES = {  # what a booking is about to write into when it is killed
    "before its row": "coaching_booking",
    "after its row, before its letter": "messaging_message",
}
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass"
BUSY = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
"""


@dataclass(frozen=True)
class Killed:
    """What the killed server left, and what came of the same form afterwards."""

    told: int  # the status that the client was told; 0: none
    rows: int
    counted: int
    leads: bool  # to the session that the form gives
    sessions: int
    letters: int


EXPECTED = Killed(told=0, rows=0, counted=0, leads=True, sessions=1, letters=1)


def killed(stop: Stop, served: Standing, table: str) -> Killed:
    """Book on a server that is killed while it waits for `table`; then again, by the same form."""
    server, port = served.side(), served.port
    crowd, [slot, *_rest] = gathered(stop, 1), furnished(stop, 1, 0)
    post, told = crowd.post(0, slot, uuid.uuid4()), list[int]()
    with _held(served.database, table):
        asking = threading.Thread(
            target=lambda: told.extend(each.status for each in posted(port, [post], within=0))
        )
        asking.start()
        _until(WAITING, [table], at_least=1)
        _kill(server)
        asking.join()
    _until(BUSY, [], at_most=0)
    rows, counted = Booking.objects.filter(slot=slot).count(), Slot.objects.get(pk=slot).taken
    served.side()
    [again] = posted(port, [post], within=0)
    made = Booking.objects.filter(slot=slot)
    about = [f"session {pk}" for pk in made.values_list("pk", flat=True)]
    return Killed(
        told=told[0],
        rows=rows,
        counted=counted,
        leads=again.leads.startswith("/session/"),
        sessions=len(about),
        letters=Message.objects.filter(about__in=about, event="session_booked").count(),
    )


def kills(stop: Stop, port: int, url: str, times: int) -> Iterator[dict[str, Any]]:
    """So many at each place: how many came out right."""
    for place, table in PLACES.items():
        with Standing(port, url) as served:
            came = [killed(stop, served, table) for _time in range(times)]
        right = sum(each == EXPECTED for each in came)
        wrong = [asdict(each) for each in came if each != EXPECTED]
        told = {"right": right, "of": times, "wrong": wrong, "ok": right == times}
        yield {"name": f"sessions: server killed {place}", **told}


def _kill(server: Side) -> None:
    parent = psutil.Process(server.process.pid)
    for process in (*parent.children(recursive=True), parent):
        process.kill()
    server.process.wait(PATIENCE)


@contextmanager
def _held(url: str, table: str) -> Iterator[None]:
    """Let nobody write into `table` for as long as the block lasts."""
    with psycopg.connect(url) as line:
        line.execute(f"LOCK TABLE {table} IN SHARE MODE")
        yield
        line.rollback()


def _until(statement: str, values: list[str], *, at_least: int = 0, at_most: int = 10**6) -> None:
    """Wait until the count of `statement` lies between the two."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            if at_least <= cursor.fetchone()[0] <= at_most:
                return
        time.sleep(0.02)
    raise SystemExit(f"After {PATIENCE} s it is not so: {statement}")
