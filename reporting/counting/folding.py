"""Folds what was marked into the counters: more often than every second, by one worker at a time.

A mark that is seen was written with what it is about, so the rows read after it hold the change.
They are compared with what was kept of them, and the difference goes into the counters, all in one
transaction: a worker that dies leaves its marks, and to fold one twice changes nothing. What cannot
be folded holds nobody else up (`apart.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils import timezone

from reporting.breakdowns import TOTAL
from reporting.counting import reading
from reporting.counting.apart import AGAIN, UNFIT, Owners, forget, in_blocks
from reporting.counting.owners import ENDED, OWNERS
from reporting.counting.parts import PARTS
from reporting.counting.whole import ONE_AT_A_TIME, build, hold, put_right, tell
from reporting.models import Count, Folded
from reporting.populations import Population

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.backends.utils import CursorWrapper

MOST = 5000  # marks in one round
WAITING = """
SELECT EXISTS (SELECT FROM reporting_mark) OR NOT EXISTS (SELECT FROM reporting_folded)
    OR EXISTS (
        SELECT FROM workshops_workshop, reporting_folded
        WHERE ends_at > until AND ends_at <= %(now)s
    ) OR EXISTS (SELECT FROM reporting_aside WHERE tried_at <= %(again)s)
"""
# The places of people in workshops that have ended since the last round count from now on.
TAKE = f"""
WITH gone AS (
    DELETE FROM reporting_mark
    WHERE id IN (SELECT id FROM reporting_mark ORDER BY id LIMIT {MOST}) RETURNING kind, ref
), ended AS (
    {ENDED}
), again AS (
    UPDATE reporting_aside SET tries = tries + 1, tried_at = %(now)s WHERE tried_at <= %(again)s
    RETURNING kind, ref
), taken AS (
    SELECT DISTINCT kind, ref FROM gone UNION SELECT 'workshop', id FROM ended
    UNION SELECT kind, ref FROM again
), {OWNERS}
SELECT
    ARRAY(SELECT id FROM files), ARRAY(SELECT id FROM places), ARRAY(SELECT id FROM sessions),
    ARRAY(SELECT id FROM programs_stop JOIN taken ON id = ref WHERE kind = 'stop'),
    EXISTS (SELECT FROM taken WHERE kind = 'names'), EXISTS (SELECT FROM ended),
    EXISTS (SELECT FROM reporting_aside), (SELECT count(*) FROM gone)
"""  # noqa: S608  our own literals
FOLD = """
WITH {changes}, moved AS (
    SELECT part, stop_id, keys, amounts, 1 AS sign FROM changed WHERE stop_id IS NOT NULL
    UNION ALL
    SELECT part, old_stop, old_keys, old_amounts, -1 FROM changed WHERE old_stop IS NOT NULL
), step AS MATERIALIZED (
    SELECT stop_id, population, breakdown, value, sum(sign * amount) AS more
    FROM moved
    CROSS JOIN LATERAL unnest(CASE part {populations} END, amounts) AS each (population, amount)
    CROSS JOIN LATERAL (
        SELECT %(total)s AS breakdown, '' AS value
        UNION ALL SELECT * FROM unnest(%(codes)s::text[], keys)
    ) AS of
    WHERE amount <> 0 AND value IS NOT NULL
    GROUP BY stop_id, population, breakdown, value HAVING sum(sign * amount) <> 0
), counted AS (
    UPDATE reporting_count AS count SET count = count.count + step.more, counted_at = %(now)s
    FROM step
    WHERE count.stop_id = step.stop_id AND count.population = step.population
        AND count.breakdown = step.breakdown AND count.value = step.value
    RETURNING count.id, count.stop_id, count.population, count.breakdown, count.value, count.count
), added AS (
    INSERT INTO reporting_count (stop_id, population, breakdown, value, count, counted_at)
    SELECT stop_id, population, breakdown, value, more, %(now)s FROM step
    WHERE NOT EXISTS (
        SELECT FROM counted WHERE counted.stop_id = step.stop_id
            AND counted.population = step.population AND counted.breakdown = step.breakdown
            AND counted.value = step.value
    )
)
SELECT id FROM counted WHERE count = 0 AND breakdown <> %(total)s
"""


@dataclass(frozen=True)
class Taken:
    """What one round folds: owners of facts, new stops, and whether names or time have changed."""

    files: list[int]
    places: list[int]
    sessions: list[int]
    stops: list[int]
    renamed: bool
    ended: bool
    aside: bool  # whether anything is
    marks: int

    @property
    def owners(self) -> Owners:
        """Whose facts are read anew."""
        return Owners(self.files, self.places, self.sessions)


def fold() -> int:
    """Bring every counter up to what is committed now; how many marks there were."""
    marks = 0
    while True:
        now = timezone.now()
        with connection.cursor() as cursor:
            cursor.execute(WAITING, {"now": now, "again": now - AGAIN})
            if cursor.fetchone() == (False,):
                return marks
        try:
            taken = _round()
        except UNFIT:
            taken = _round(apart=True)
        marks += taken
        if taken < MOST:
            return marks


@transaction.atomic
def _round(*, apart: bool = False) -> int:
    """Fold the oldest marks, unless another worker is at it; how many there were.

    Raises what is `UNFIT` when one of them cannot be folded; `apart`, that one is set aside.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        if cursor.fetchone() == (False,):
            return 0
        state = Folded.objects.first()
        if state is None or state.layout != reading.layout():
            build()
            return 0
        now = max(timezone.now(), state.until)
        cursor.execute(TAKE, {"now": now, "again": now - AGAIN})
        taken = Taken(*cursor.fetchone())
        if taken.renamed:
            build()
        else:
            _fold(cursor, taken, now, apart)
    return taken.marks


def _fold(cursor: CursorWrapper, taken: Taken, now: datetime, apart: bool) -> None:  # noqa: FBT001
    """Read what was marked anew, and add what is different."""
    if taken.ended:
        Folded.objects.update(until=now)
    if taken.stops:
        Count.objects.bulk_create(
            [
                Count(stop_id=stop, population=population, breakdown=TOTAL, count=0)
                for stop in taken.stops
                for population in Population
            ],
            ignore_conflicts=True,
        )
    if not taken.owners:
        return
    if apart:
        _fold_apart(cursor, taken, now)
        return
    _add(cursor, taken.owners, now)
    if taken.aside:
        forget(taken.owners)


def _fold_apart(cursor: CursorWrapper, taken: Taken, now: datetime) -> None:
    """Set aside what cannot be folded; of very many, count everything anew where that can be."""

    def add(owners: Owners) -> None:
        _add(cursor, owners, now)

    try:
        with transaction.atomic():
            if not in_blocks(taken.owners, add):
                hold()
                tell(put_right(now))
    except UNFIT:  # what is written can be read by nobody: each is set aside
        in_blocks(taken.owners, add, each=True)


def _add(cursor: CursorWrapper, owners: Owners, now: datetime) -> None:
    """Add what is different now of these owners."""
    parameters: dict[str, Any] = reading.parameters(now) | vars(owners)
    cursor.execute(_statement(), parameters)
    empty = [number for (number,) in cursor.fetchall()]
    if empty:
        Count.objects.filter(pk__in=empty).delete()


def _statement() -> str:
    return FOLD.format(
        changes=reading.changes(narrowed=True),
        populations=" ".join(
            f"WHEN '{part.code}' THEN ARRAY{[each.value for each in part.populations]}"
            for part in PARTS
        ),
    )
