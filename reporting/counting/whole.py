"""Everything counted anew from the raw tables: what is kept and wrong is put right, and told."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils import timezone

from reporting.counting import reading
from reporting.counting.grouping import of_facts, of_tables
from reporting.counting.owners import ENDED, OWNERS
from reporting.counting.parts import PARTS
from reporting.models import Alarm, Aside, Folded, Mark
from reporting.populations import Population

if TYPE_CHECKING:
    from datetime import datetime

logger = logging.getLogger(__name__)
# The advisory lock of this work: one counts at a time.
ONE_AT_A_TIME = 2_607_001
# Of a million files this may take longer than a page is given, and is compared in memory.
AT_LENGTH = """
SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SET LOCAL work_mem = '64MB'
"""

# What waits to be folded is no fault.
READ_ANEW = f"""
WITH taken AS (
    SELECT kind, ref FROM reporting_mark UNION SELECT 'workshop', id FROM ({ENDED}) AS ended
), {OWNERS}, {{changes}}
SELECT count(*) FILTER (
    WHERE NOT EXISTS (SELECT FROM files WHERE wrong.kind = 'file' AND id = wrong.ref)
        AND NOT EXISTS (SELECT FROM places WHERE wrong.kind = 'place' AND id = wrong.ref)
        AND NOT EXISTS (SELECT FROM sessions WHERE wrong.kind = 'session' AND id = wrong.ref)
        AND NOT EXISTS (SELECT FROM taken WHERE kind = 'names')
), count(*) FROM changed AS wrong
"""  # noqa: S608  our own literals
WRITE = """
WITH counted AS MATERIALIZED (
    SELECT stop_id, population, breakdown, value, sum(people) AS people
    FROM ({counts}) AS piece WHERE value IS NOT NULL GROUP BY stop_id, population, breakdown, value
), wrong AS (
    SELECT count(*) FROM counted
    FULL JOIN reporting_count AS kept USING (stop_id, population, breakdown, value)
    WHERE people IS DISTINCT FROM kept.count AND (people > 0 OR kept.count IS NOT NULL)
), gone AS (
    DELETE FROM reporting_count AS kept WHERE NOT EXISTS (
        SELECT FROM counted
        WHERE counted.stop_id = kept.stop_id AND counted.population = kept.population
            AND counted.breakdown = kept.breakdown AND counted.value = kept.value
    )
), written AS (
    INSERT INTO reporting_count (stop_id, population, breakdown, value, count, counted_at)
    SELECT stop_id, population, breakdown, value, people, %(now)s FROM counted
    ON CONFLICT (stop_id, population, breakdown, value)
    DO UPDATE SET count = excluded.count, counted_at = excluded.counted_at
)
SELECT * FROM wrong
"""
# PostgreSQL fears a hundred times the groups that there are, and would sort a million rows on disk.
GROUPED_IN_MEMORY = "SET LOCAL hash_mem_multiplier = 8"
AS_BEFORE = "SET LOCAL hash_mem_multiplier TO DEFAULT"
# In one pass over the raw tables, of which nothing is kept: do they say what is kept?
AGREE = """
WITH counted AS (
    SELECT stop_id, population, breakdown, value, sum(people) AS people
    FROM ({counts}) AS piece WHERE value IS NOT NULL GROUP BY stop_id, population, breakdown, value
), kept AS (
    SELECT stop_id, population, breakdown, value, count AS people FROM reporting_count
    UNION ALL
    SELECT stop_id, part, '', '', sum(mark # {seal}) FROM reporting_fact GROUP BY stop_id, part
)
SELECT NOT EXISTS (
    SELECT FROM counted FULL JOIN kept USING (stop_id, population, breakdown, value)
    WHERE counted.people IS DISTINCT FROM kept.people
)
"""
NOTHING_YET = """
SELECT id, population, 0, %(total)s, ''
FROM programs_stop CROSS JOIN unnest(%(populations)s::text[]) AS population
"""


@dataclass(frozen=True)
class Drift:
    """How much was kept that the raw tables do not say."""

    facts: int
    counts: int

    def __bool__(self) -> bool:
        return self.facts + self.counts > 0


@transaction.atomic
def build() -> datetime:
    """Count every stop anew, and return the time of counting.

    Readers see the old counters until all new ones stand.
    """
    hold()
    Mark.objects.all().delete()
    now = timezone.now()
    put_right(now)
    return now


def hold() -> None:
    """Wait until nobody else counts; then nobody does until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(AT_LENGTH)
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def agree(now: datetime) -> bool:
    """Whether every counter, and every fact, is what the raw tables say; what waits is not."""
    counts = [*map(of_tables, PARTS), NOTHING_YET]
    told = " UNION ALL ".join(f"({query})" for query in counts)
    statement = AGREE.format(counts=told, seal=reading.SEAL)
    with connection.cursor() as cursor:
        cursor.execute(GROUPED_IN_MEMORY)
        cursor.execute(statement, reading.parameters(now) | {"populations": Population.values})
        (they_do,) = cursor.fetchone()
        cursor.execute(AS_BEFORE)
    return bool(they_do)


def put_right(now: datetime) -> Drift:
    """Read and count everything, and keep that instead; what was wrong before.

    A change that is committed meanwhile has its mark: it is folded after this.
    """
    Aside.objects.all().delete()
    parameters = reading.parameters(now) | {"populations": Population.values}
    counts = " UNION ALL ".join(f"({query})" for query in [*map(of_facts, PARTS), NOTHING_YET])
    with connection.cursor() as cursor:
        cursor.execute(READ_ANEW.format(changes=reading.changes(narrowed=False)), parameters)
        facts, changed = cursor.fetchone()
        cursor.execute(WRITE.format(counts=counts), parameters)
        (counters,) = cursor.fetchone()
    Folded.objects.bulk_create(
        [Folded(until=now, layout=reading.layout())],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["until", "layout"],
    )
    # What somebody wrote this very moment is no fault of the counters either.
    return Drift(facts, counters if facts or not changed else 0)


def tell(drift: Drift) -> None:
    """Raise the alarm where something was wrong."""
    if drift:
        Alarm.objects.create(facts=drift.facts, counts=drift.counts)
        logger.error(
            "The counters had drifted: %s facts and %s counters were put right.",
            drift.facts,
            drift.counts,
        )
