"""Everything counted anew from the raw tables: what is kept and wrong is put right, and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils import timezone

from reporting import breakdowns
from reporting.counting import reading
from reporting.counting.parts import PARTS
from reporting.models import Count, Folded, Mark
from reporting.populations import Population

if TYPE_CHECKING:
    from datetime import datetime

    from reporting.counting.parts import Part

# The advisory lock of this work: one counts at a time.
ONE_AT_A_TIME = 2_607_001

READ_ANEW = """
WITH fresh AS MATERIALIZED ({fresh}), gone AS (
    DELETE FROM reporting_fact AS kept
    WHERE NOT EXISTS (
        SELECT FROM fresh WHERE fresh.ref = kept.ref AND fresh.kind = kept.kind
            AND fresh.part = kept.part AND fresh.theme = kept.theme
    ) RETURNING kind, ref
), written AS (
    INSERT INTO reporting_fact AS kept (part, kind, ref, theme, stop_id, keys, amounts)
    SELECT * FROM fresh
    ON CONFLICT (ref, kind, part, theme) DO UPDATE
    SET stop_id = excluded.stop_id, keys = excluded.keys, amounts = excluded.amounts
    WHERE (kept.stop_id, kept.keys, kept.amounts)
        IS DISTINCT FROM (excluded.stop_id, excluded.keys, excluded.amounts)
    RETURNING kind, ref
)
SELECT count(*) FROM (SELECT FROM gone UNION ALL SELECT FROM written) AS wrong
"""
COUNT = """
WITH piece AS (
    SELECT stop_id, {columns}, GROUPING({columns}) AS grouped, {sums}
    FROM (
        SELECT stop_id, {keys}, {amounts} FROM reporting_fact WHERE part = '{part}'
    ) AS fact
    GROUP BY GROUPING SETS ((stop_id), {sets})
)
SELECT stop_id, population, people,
    CASE grouped WHEN {everybody} THEN %(total)s {codes} END AS breakdown,
    CASE grouped WHEN {everybody} THEN '' {values} END AS value
FROM piece CROSS JOIN LATERAL (VALUES {populations}) AS each (population, people)
WHERE people > 0
"""
WRITE = """
INSERT INTO reporting_count (stop_id, population, breakdown, value, count, counted_at)
SELECT stop_id, population, breakdown, value, sum(people), %(now)s
FROM ({counts}) AS counted WHERE value IS NOT NULL
GROUP BY stop_id, population, breakdown, value
ON CONFLICT (stop_id, population, breakdown, value)
DO UPDATE SET count = excluded.count, counted_at = excluded.counted_at
"""
NOTHING_YET = """
SELECT id, population, 0, %(total)s, ''
FROM programs_stop CROSS JOIN unnest(%(populations)s::text[]) AS population
"""


@transaction.atomic
def build() -> datetime:
    """Count every stop anew, and return the time of counting.

    Readers see the old counters until all new ones stand.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        now = timezone.now()
        parameters = reading.parameters(now) | {"populations": Population.values}
        Mark.objects.all().delete()
        state = Folded(until=now, layout=reading.layout())
        Folded.objects.bulk_create(
            [state], update_conflicts=True, unique_fields=["id"], update_fields=["until", "layout"]
        )
        cursor.execute(READ_ANEW.format(fresh=reading.fresh(narrowed=False)), parameters)
        counts = " UNION ALL ".join(f"({query})" for query in [*map(_count, PARTS), NOTHING_YET])
        cursor.execute(WRITE.format(counts=counts), parameters)
    Count.objects.exclude(counted_at=now).delete()
    return now


def _count(part: Part) -> str:
    """The numbers of one part of the facts, in one pass.

    GROUPING gives a number with one bit per column, the first column highest; the bit is 0 where
    the group is by that column.
    """
    rows = breakdowns.BREAKDOWNS
    everybody = (1 << len(rows)) - 1
    masks = {each.code: everybody - (1 << place) for place, each in enumerate(reversed(rows))}
    names = [population.value for population in part.populations]
    return COUNT.format(
        part=part.code,
        columns=", ".join(each.column for each in rows),
        keys=", ".join(f"keys[{place}] AS {each.column}" for place, each in enumerate(rows, 1)),
        amounts=", ".join(f"amounts[{place}] AS {name}" for place, name in enumerate(names, 1)),
        sums=", ".join(f"sum({name}) AS {name}" for name in names),
        sets=", ".join(f"(stop_id, {each.column})" for each in rows),
        everybody=everybody,
        codes=" ".join(f"WHEN {masks[each.code]} THEN '{each.code}'" for each in rows),
        values=" ".join(f"WHEN {masks[each.code]} THEN {each.column}" for each in rows),
        populations=", ".join(f"('{name}', {name})" for name in names),
    )
