"""The search for a free slot among ten experts and among ten thousand (benchmark 6).

Fourteen days, four of five slots taken, the next fifty that are free: one statement, as fast among
many as among few. The yardstick is one bare statement on the same rows.
"""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from statistics import median
from typing import Any

import psutil
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.session_rounds import THEME
from coaching.booking.finding import Wish, free_slots
from coaching.models import Expert, ExpertTheme, Slot
from people.models import User
from programs.models import Stop, Theme

SIZES = (10, 100, 1_000, 10_000)
DAYS, A_DAY, MANY = 14, 5, 50
NAMED = "Searched"
GOAL = 1.3  # CPU of a search among the most, beside one among the fewest
SLOTS = """
INSERT INTO coaching_slot ("on", clock, zone, minutes, starts_at, ends_at, modes, place, seats,
  taken, state, why, expert_id, stop_id)
SELECT at::date, at::time, 'Africa/Casablanca', 25, at, at + interval '25 minutes',
  '{phone,video}', '', 1, (random() < 0.8)::int, 'open', '', expert.id, %(stop)s
FROM coaching_expert expert,
  LATERAL (SELECT %(first_hour)s::timestamptz + day * interval '1 day'
    + turn * interval '30 minutes' AS at
    FROM generate_series(0, %(days)s - 1) day, generate_series(0, %(a_day)s - 1) turn) hours
WHERE NOT EXISTS (SELECT FROM coaching_slot slot WHERE slot.expert_id = expert.id)
"""
BOOKED = """
INSERT INTO coaching_booking (slot_id, stop_id, expert_id, theme_id, mode, phone, words, starts_at,
  ends_at, is_alone, state, key, version, made_at)
SELECT id, stop_id, expert_id, %(theme)s, 'phone', '', '', starts_at, ends_at, true, 'held',
  gen_random_uuid(), 1, now() FROM coaching_slot slot
WHERE taken = 1 AND NOT EXISTS (SELECT FROM coaching_booking b WHERE b.slot_id = slot.id)
"""
BARE = """
SELECT slot.*, expert.* FROM coaching_slot slot JOIN coaching_expert expert
  ON expert.id = slot.expert_id
WHERE slot.stop_id = %s AND slot.state = 'open' AND slot.taken < slot.seats
  AND slot.starts_at > now() AND expert.state = 'active'
ORDER BY slot.starts_at, slot.id LIMIT %s
"""


def slot_search(stop: Stop, pairs: int, size: int) -> Iterator[dict[str, Any]]:
    """At each number of experts: `pairs` rounds of `size` searches, ours and the bare statement."""
    wish = Wish(stop, Theme.objects.get(code=THEME), modes=["phone"], language="ar")

    def ours() -> int:
        return len([slot.expert.name for slot in free_slots(wish, MANY)])

    def bare() -> int:
        with connection.cursor() as cursor:
            cursor.execute(BARE, [stop.pk, MANY])
            return len(cursor.fetchall())

    _empty()
    costs: dict[int, float] = {}
    for experts, before in zip(SIZES, (0, *SIZES), strict=False):
        _furnish(stop, before + 1, experts)
        line = _line(experts, ours, bare, pairs, size)
        costs[experts] = line["cpu_ms"]
        yield line
    ratio = costs[SIZES[-1]] / costs[SIZES[0]]
    yield {"name": "slot search: most : fewest", "cpu": round(ratio, 2), "ok": ratio <= GOAL}
    _empty()


def search_among(stop: Stop, experts: int, size: int) -> float:
    """Milliseconds of CPU of one search among so many experts, PostgreSQL's counted."""
    wish = Wish(stop, Theme.objects.get(code=THEME), modes=["phone"], language="ar")
    _empty()
    _furnish(stop, 1, experts)
    spent = _timed(lambda: len([slot.expert.name for slot in free_slots(wish, MANY)]), size)[2]
    _empty()
    return spent


def _line(
    experts: int, ours: Callable[[], int], bare: Callable[[], int], pairs: int, size: int
) -> dict[str, Any]:
    """What a search among so many experts takes; wrong, however fast, where it finds too few."""
    with CaptureQueriesContext(connection) as statements:
        found = ours()
    rounds = [(_timed(ours, size), _timed(bare, size)) for _pair in range(pairs)]
    mine, theirs = (
        [median(each[side][n] for each in rounds) for n in range(3)] for side in range(2)
    )
    return {
        "name": f"slot search: {experts:,} experts",
        "slots": Slot.objects.count(),
        "found": found,
        "statements": len(statements),
        "p50_ms": round(mine[0], 2),
        "p95_ms": round(mine[1], 2),
        "cpu_ms": round(mine[2], 2),
        "bare_cpu_ms": round(theirs[2], 2),
        "of_bare": round(mine[2] / theirs[2], 2),
        "ok": (found, len(statements)) == (MANY, 1),
    }


def _timed(work: Callable[[], int], size: int) -> tuple[float, float, float]:
    """Of so many runs the median, the slowest twentieth, and the CPU of one, in milliseconds.

    The CPU is ours and the backend's of PostgreSQL: what neighbours do is not in it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = psutil.Process(cursor.fetchone()[0])
    waits, before = [], time.process_time() + sum(backend.cpu_times()[:2])
    for _turn in range(size):
        begun = time.perf_counter()
        work()
        waits.append((time.perf_counter() - begun) * 1000)
    spent = time.process_time() + sum(backend.cpu_times()[:2]) - before
    waits.sort()
    return median(waits), waits[int(len(waits) * 0.95)], spent * 1000 / size


def _furnish(stop: Stop, first: int, last: int) -> None:
    theme = Theme.objects.get(code=THEME)
    people = User.objects.bulk_create(
        User(name=f"{NAMED} {n}", email=f"searched{n}@example.invalid", language="fr")
        for n in range(first, last + 1)
    )
    active: dict[str, Any] = {"center": stop.center, "state": Expert.State.ACTIVE}
    active |= {"per_day": 50, "per_week": 200}  # what is full is full by its slots here
    experts = Expert.objects.bulk_create(Expert(user=each, name=NAMED, **active) for each in people)
    ExpertTheme.objects.bulk_create(ExpertTheme(expert=each, theme=theme) for each in experts)
    start = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=1, hours=6)
    hours: dict[str, Any] = {"first_hour": start, "days": DAYS, "a_day": A_DAY}
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0; SELECT setseed(0.6)")
        cursor.execute("ALTER TABLE coaching_booking DISABLE TRIGGER USER")
        for statement in (SLOTS, BOOKED):
            cursor.execute(statement, {"stop": stop.pk, "theme": theme.pk, **hours})
        cursor.execute("ALTER TABLE coaching_booking ENABLE TRIGGER USER")
        cursor.execute("VACUUM ANALYZE coaching_slot, coaching_booking, coaching_expert")
        cursor.execute("ANALYZE coaching_experttheme")


def _empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE coaching_expert CASCADE")
    User.objects.filter(name__startswith=f"{NAMED} ").delete()
