"""Slots under a crowd over HTTP, and what one attempt costs beside raw SQL (benchmark 5)."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import psutil
from django.core.exceptions import ValidationError
from django.db import connection

from bench import database
from bench.crowds import product
from bench.session_kills import kills
from bench.session_rounds import (
    THEME,
    Load,
    expected,
    furnished,
    gathered,
    played,
    report,
    scattered,
)
from coaching.booking.actions import book
from coaching.models import Booking, Slot
from people.models import Participation
from programs.models import Stop, Theme

PORT = 8474
CROWD = Load(clients=500, again=5, twice=10)
KILLS = 5  # at each place of a booking
GOAL = 0.5  # of raw SQL
RACES = 100
TABLE = """
CREATE TABLE IF NOT EXISTS bench_raw (
  id bigserial PRIMARY KEY, expert bigint NOT NULL, person bigint NOT NULL,
  during tstzrange NOT NULL, key uuid UNIQUE DEFAULT gen_random_uuid(),
  EXCLUDE USING gist (int8range(expert, expert, '[]') WITH =, during WITH &&));
TRUNCATE bench_raw
"""
RAW = """
INSERT INTO bench_raw (expert, person, during) VALUES (%s, %s, tstzrange(%s, %s))
ON CONFLICT DO NOTHING RETURNING id
"""


def sessions(stop: Stop, rounds: int, size: int) -> Iterator[dict[str, Any]]:
    """So many rounds of five hundred clients, one of scattered slots; the cost of attempts."""
    Booking.objects.all().delete()
    outcomes = Counter[bool]()
    with product(PORT, database.url()) as server:
        for _round in range(rounds):
            begun, before = time.monotonic(), server.cpu()
            came = played(stop, CROWD, PORT)
            outcomes[came == expected(CROWD)] += 1
            asked = CROWD.clients + 2 * (CROWD.again + CROWD.twice)
            yield report(CROWD, came) | {
                "seconds": round(time.monotonic() - begun, 1),
                "cpu_ms_a_request": round((server.cpu() - before) * 1000 / asked, 1),
            }
        if rounds:
            yield scattered(stop, PORT, 500, experts=10, each=10)
    if rounds:
        yield from kills(stop, PORT, database.url(), KILLS)
        right = outcomes[True]
        yield {"name": "sessions: rounds", "right": right, "of": rounds, "ok": right == rounds}
    yield from costs(stop, size)


def costs(stop: Stop, size: int) -> Iterator[dict[str, Any]]:
    """Races of `size` for one slot, one after the other, beside the raw insert.

    All slots are at one hour, and nobody is in two places: there is a race for each person at most.
    Nothing waits here: what is measured is the work of an attempt, of which one in `size` wins, in
    attempts a second of CPU, the backend's of PostgreSQL included.
    """
    people = gathered(stop, size).people
    slots = [Slot.objects.get(pk=pk) for pk in furnished(stop, min(RACES, size), 0)]
    theme = Theme.objects.get(code=THEME)

    def ours(slot: Slot, person: Participation) -> bool:
        try:
            book(slot, person, theme=theme, mode="phone")
        except ValidationError:
            return False
        return True

    def raw(slot: Slot, person: Participation) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(RAW, (slot.expert_id, person.person_id, slot.starts_at, slot.ends_at))
            return cursor.fetchone() is not None

    with connection.cursor() as cursor:
        cursor.execute(TABLE)
    winners, rates = Counter[str](), Counter[str]()
    for name, work in (("ours", ours), ("raw", raw)):
        rates[name] = round(_rate(work, slots, people, winners, name))
    share = rates["ours"] / rates["raw"]
    yield {
        "name": "sessions: attempts in a second of CPU",
        **rates,
        "of_raw": round(share, 3),
        "winners": dict(winners),
        "of": len(slots),
        "ok": {*winners.values()} == {len(slots)} and share >= GOAL,
    }


def _rate(
    work: Callable[[Slot, Participation], bool],
    slots: Sequence[Slot],
    people: Sequence[Participation],
    winners: Counter[str],
    name: str,
) -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = psutil.Process(cursor.fetchone()[0])
    begun = time.process_time() + sum(backend.cpu_times()[:2])
    for number, slot in enumerate(slots):
        turned = number % len(people)
        for person in (*people[turned:], *people[:turned]):
            winners[name] += work(slot, person)
    took = time.process_time() + sum(backend.cpu_times()[:2]) - begun
    return len(slots) * len(people) / took
