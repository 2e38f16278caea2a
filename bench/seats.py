"""Seats under a crowd over HTTP, and what one registration costs beside raw SQL."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import psutil
from django.db import connection

from bench import database
from bench.crowds import product
from bench.seat_rounds import Load, expected, furnished, played, report
from people.models import Participation
from programs.models import Stop
from workshops.models import Workshop
from workshops.seats.actions import register

PORT = 8473
CROWD = Load(clients=1000, seats=30, waiting=100, leaving=15)
RAW = """
UPDATE workshops_workshop SET taken = taken + 1, last_position = last_position + 1
WHERE id = %s AND taken < ceiling RETURNING last_position
"""


def seats(stop: Stop, rounds: int, size: int) -> Iterator[dict[str, Any]]:
    """So many rounds of a thousand clients, and the cost of `size` registrations."""
    outcomes = Counter[bool]()
    with product(PORT, database.url()) as server:
        for _round in range(rounds):
            begun, before = time.monotonic(), server.cpu()
            came = played(stop, CROWD, PORT)
            outcomes[came == expected(CROWD)] += 1
            asked = CROWD.clients + CROWD.leaving
            yield report(CROWD, came) | {
                "seconds": round(time.monotonic() - begun, 1),
                "cpu_ms_a_request": round((server.cpu() - before) * 1000 / asked, 1),
            }
    if rounds:
        right = outcomes[True]
        yield {"name": "seats: rounds", "right": right, "of": rounds, "ok": right == rounds}
    yield from costs(stop, size)


def costs(stop: Stop, size: int) -> Iterator[dict[str, Any]]:
    """Registrations in a second of CPU, the backend's of PostgreSQL included, beside raw SQL."""
    workshop, people = furnished(stop, Load(clients=size + 1, seats=1000, waiting=1, leaving=0))

    def ours(person: Participation) -> None:
        register(workshop, person)

    def raw(_person: Participation) -> None:
        with connection.cursor() as cursor:
            cursor.execute(RAW, [workshop.pk])
            cursor.fetchone()

    ours(people.pop())
    rates = {"ours": _rate(ours, people), "raw": _rate(raw, people)}
    taken = Workshop.objects.values_list("taken", flat=True).get(pk=workshop.pk)
    yield {
        "name": "seats: registrations in a second of CPU",
        **{name: round(rate) for name, rate in rates.items()},
        "of_raw": round(rates["ours"] / rates["raw"], 3),
        "ok": taken == 2 * size + 1,
    }


def _rate(work: Callable[[Participation], None], people: list[Participation]) -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = psutil.Process(cursor.fetchone()[0])
    begun = time.process_time() + sum(backend.cpu_times()[:2])
    for person in people:
        work(person)
    return len(people) / (time.process_time() + sum(backend.cpu_times()[:2]) - begun)
