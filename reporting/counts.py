"""Builds the counters of the figures: the database counts, in one pass over the applications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone

from reporting.breakdowns import BREAKDOWNS, NOT_GIVEN, TOTAL
from reporting.models import Count

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from reporting.breakdowns import Breakdown

# The advisory lock of this work: a later count never gives way to an earlier one.
ONE_AT_A_TIME = 2_607_001

COUNT = """
WITH piece AS (
    SELECT
        stop_id, {columns}, GROUPING({columns}) AS grouped,
        count(*) AS applications,
        count(*) FILTER (WHERE state = 'confirmed') AS participants
    FROM (
        SELECT stop_id, state, {keys} FROM applications_application
        WHERE state NOT IN ('draft', 'withdrawn', 'merged')
    ) AS received
    GROUP BY GROUPING SETS ((stop_id), {sets})
), named AS (
    SELECT
        stop_id, applications, participants,
        CASE grouped WHEN {everybody} THEN %(total)s {codes} END AS breakdown,
        CASE grouped WHEN {everybody} THEN '' {values} END AS value
    FROM piece {joins}
    UNION ALL
    SELECT id, 0, 0, %(total)s, '' FROM programs_stop
    WHERE NOT EXISTS (SELECT FROM piece WHERE stop_id = programs_stop.id)
)
INSERT INTO reporting_count (stop_id, population, breakdown, value, count, counted_at)
SELECT stop_id, population, breakdown, value, people, %(now)s
FROM named
CROSS JOIN LATERAL (
    VALUES ('applications', applications), ('participants', participants)
) AS each (population, people)
WHERE people > 0 OR breakdown = %(total)s
ON CONFLICT (stop_id, population, breakdown, value)
DO UPDATE SET count = excluded.count, counted_at = excluded.counted_at
"""

# How many rows were ever written of what is counted; PostgreSQL tells it some seconds later.
WRITTEN = """
SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_user_tables
WHERE relname = 'applications_application' OR relname LIKE 'programs@_%' ESCAPE '@'
"""
COUNTED = "reporting.counts"
HOUR = 3600  # after which everything is counted, whatever was written


def count_sql(breakdowns: Sequence[Breakdown]) -> str:
    """The one statement that counts by all of these breakdowns.

    GROUPING gives a number with one bit per column, the first column highest; the bit is 0 where
    the group is by that column.
    """
    everybody = (1 << len(breakdowns)) - 1
    masks = {each.code: everybody - (1 << place) for place, each in enumerate(reversed(breakdowns))}
    return COUNT.format(
        columns=", ".join(each.column for each in breakdowns),
        keys=", ".join(f"{each.key} AS {each.column}" for each in breakdowns),
        sets=", ".join(f"(stop_id, {each.column})" for each in breakdowns),
        everybody=everybody,
        codes=" ".join(f"WHEN {masks[each.code]} THEN '{each.code}'" for each in breakdowns),
        values=" ".join(
            f"WHEN {masks[each.code]} THEN {each.value.format(key=each.column)}"
            for each in breakdowns
        ),
        joins=" ".join(each.join.format(key=each.column) for each in breakdowns if each.join),
    )


def build_when_changed() -> datetime | None:
    """Count unless nothing was written since the last time, this hour and day; then nothing."""
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN)
        (written,) = cursor.fetchone()
    seen = f"{timezone.localdate()} {written}"
    if cache.get(COUNTED) == seen:
        return None
    counted_at = build()
    cache.set(COUNTED, seen, HOUR)
    return counted_at


@transaction.atomic
def build() -> datetime:
    """Count every stop anew, and return the time of counting.

    Readers see the old counters until all new ones stand.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        now = timezone.now()
        params: dict[str, Any] = {
            "zone": settings.TIME_ZONE,
            "not_given": NOT_GIVEN,
            "total": TOTAL,
            "now": now,
        }
        cursor.execute(count_sql(BREAKDOWNS), params)
    Count.objects.exclude(counted_at=now).delete()
    return now
