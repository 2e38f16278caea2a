"""Figures of a million files: counted whole, followed live, read by a page; beside raw SQL."""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils import timezone

from bench.cpu import of_postgresql
from bench.figures_ground import participants
from reporting import breakdowns
from reporting.counting import reading
from reporting.counting.checking import check
from reporting.counting.folding import fold
from reporting.counting.parts import PARTS
from reporting.counting.whole import AT_LENGTH, build
from reporting.figures import COLUMNS
from reporting.models import Mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from programs.models import Stop

MOST_BESIDE_RAW, MOST_ADDED, MOST_OF_PAGE = 1.1, 1.1, 0.005
MOST_TO_FOLD = 0.2  # seconds, so that with the clock's 0.8 a change is seen within one
# Every part by every breakdown, straight from the raw tables, in one pass each.
RAW = """
SELECT count(*) FROM (
    SELECT seen.stop_id, {columns}, {sums} FROM ({rows}) AS seen
    LEFT JOIN (SELECT id AS file, {keys} FROM applications_application) AS person
        ON seen.kind = 'file' AND person.file = seen.ref
    GROUP BY GROUPING SETS ((seen.stop_id), {sets})
) AS groups
"""
OPERATIONS = {
    "accept": (
        "UPDATE applications_application SET state = 'declined' WHERE id = %(one)s",
        "UPDATE applications_application SET state = 'submitted' WHERE id = %(one)s",
    ),
    "book": (
        "UPDATE coaching_booking SET state = 'missed' WHERE id = %(session)s",
        "UPDATE coaching_booking SET state = 'held' WHERE id = %(session)s",
    ),
}


def figures(stop: Stop, pairs: int, size: int) -> Iterator[dict[str, Any]]:
    """Benchmarks 8 and 9 of the yardsticks."""
    participants(stop)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("SET max_parallel_workers_per_gather = 0")  # all CPU is of one process
    first = _timed(fold)
    yield {"name": "figures: folded, or built where nothing was", "seconds": first, "ok": True}
    yield from _whole(pairs)
    yield _page(stop)
    for name in OPERATIONS:
        yield _operation(name, pairs, size)
    yield from _fresh()
    drift = check()
    yield {
        "name": "figures: drift",
        "facts": drift.facts,
        "counters": drift.counts,
        "ok": not drift,
    }


def _whole(pairs: int) -> Iterator[dict[str, Any]]:
    """In seconds of PostgreSQL's CPU: the night's question, and the answer where it is no."""
    raw = []
    ours: dict[str, list[float]] = {name: [] for name in WORKS}
    for _pair in range(pairs):
        raw.append(_cpu(_raw))
        for name, work in WORKS.items():
            ours[name].append(_cpu(work))
    for name, seconds in ours.items():
        ratios = [mine / theirs for mine, theirs in zip(seconds, raw, strict=True)]
        aim = {"goal": f"ratio ≤ {MOST_BESIDE_RAW}", "within": median(ratios) <= MOST_BESIDE_RAW}
        told = {"ours_s": median(seconds), "raw_s": median(raw), **_spread(ratios)}
        yield {"name": f"figures: {name}, beside raw SQL", **told, "ok": True, **aim}


def _right() -> None:
    if drift := check():
        raise SystemExit(f"The counters had drifted: {drift}.")


WORKS = {"checked as every night": _right, "built anew, all facts compared": build}


def _raw() -> None:
    """The groups of every part by every breakdown."""
    rows = breakdowns.BREAKDOWNS
    people = [each for each in rows if each.of_person]
    with connection.cursor() as cursor:
        cursor.execute(AT_LENGTH)
        for part in PARTS:
            names = [population.value for population in part.populations]
            by = [*people] if part.code in {"files", "answers"} else rows
            columns = [each.column if each.of_person else "theme" for each in by]
            cursor.execute(
                RAW.format(
                    rows=part.rows.format(within="TRUE", keys=""),
                    keys=", ".join(f"{each.key} AS {each.column}" for each in people),
                    columns=", ".join(columns),
                    sums=", ".join(f"sum({name}) AS {name}" for name in names),
                    sets=", ".join(f"(seen.stop_id, {column})" for column in columns),
                ),
                reading.parameters(timezone.now()),
            )


def _page(stop: Stop) -> dict[str, Any]:
    """All counters of a stop, as a page of the staff reads them."""
    sql, params = stop.counts.values_list(*COLUMNS).query.sql_with_params()
    with connection.cursor() as cursor:
        times = []
        for _time in range(21):
            cursor.execute(f"EXPLAIN ANALYZE {sql}", params)
            *_plan, (told,) = cursor.fetchall()  # Execution Time: 1.234 ms
            times.append(float(told.split()[2]) / 1000)
    return {
        "name": "figures: SQL of a page",
        "seconds": median(times),
        "rows": stop.counts.count(),
        "ok": True,
        "goal": f"≤ {MOST_OF_PAGE} s",
        "within": median(times) <= MOST_OF_PAGE,
    }


def _operation(name: str, pairs: int, size: int) -> dict[str, Any]:
    """One bare statement with the triggers and without, by CPU: the harshest way to ask.

    A `size` of some thousands is needed: CPU is told in steps of 10 ms.
    """
    ratios = []
    for _pair in range(pairs):
        without = _switched("DISABLE", name, size)
        ratios.append(_switched("ENABLE", name, size) / without)
    fold()
    aim = {"goal": f"ratio ≤ {MOST_ADDED}", "within": median(ratios) <= MOST_ADDED}
    return {"name": f"figures: {name}", **_spread(ratios), "ok": True, **aim}


def _switched(way: str, name: str, size: int) -> float:
    with connection.cursor() as cursor:
        for table in ("applications_application", "coaching_booking"):
            for trigger in ("comes", "goes", "changes"):
                cursor.execute(f"ALTER TABLE {table} {way} TRIGGER reporting_{trigger}")
        cursor.execute("SELECT max(id) FROM applications_application WHERE state = 'submitted'")
        (one,) = cursor.fetchone()
        cursor.execute("SELECT max(id) FROM coaching_booking WHERE state = 'held'")
        (session,) = cursor.fetchone()
        begun = of_postgresql()
        for _time in range(size):
            for statement in OPERATIONS[name]:
                cursor.execute(statement, {"one": one, "session": session})
        return of_postgresql() - begun


def _fresh() -> Iterator[dict[str, Any]]:
    """How long it takes to fold what one, a hundred, five thousand changes have marked."""
    for many in (1, 100, 5000):
        times = []
        for gender in ("woman", "man", "woman"):
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE applications_application SET gender = %s WHERE id IN"
                    " (SELECT id FROM applications_application ORDER BY id LIMIT %s)",
                    [gender, many],
                )
            times.append(_timed(fold))
        aim = {"goal": f"≤ {MOST_TO_FOLD} s", "within": median(times) <= MOST_TO_FOLD}
        yield {
            "name": f"figures: {many} changes folded",
            "seconds": median(times),
            "ok": Mark.objects.count() == 0,
            **(aim if many == 1 else {}),
        }


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    with transaction.atomic():
        work()
    return round(time.perf_counter() - begun, 4)


def _cpu(work: Callable[[], object]) -> float:
    begun = of_postgresql()
    with transaction.atomic():
        work()
    return round(of_postgresql() - begun, 2)


def _spread(ratios: list[float]) -> dict[str, float]:
    numbers = {"ratio": median(ratios), "least": min(ratios), "most": max(ratios)}
    return {name: round(number, 3) for name, number in numbers.items()}
