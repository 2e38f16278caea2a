"""Builds the counters that figures are read from: the database counts, in one pass over the applications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from reporting.models import Count

if TYPE_CHECKING:
    from datetime import datetime

NOT_GIVEN = "-"
ONE_AT_A_TIME = 2_607_001  # the advisory lock of this work: a later count never gives way to an earlier one

COUNT = """
WITH piece AS (
    SELECT
        stop_id, province_id, sector_id, kind, stage, gender, outside, day,
        GROUPING(province_id, sector_id, kind, stage, gender, outside, day) AS side,
        count(*) AS applications,
        count(*) FILTER (WHERE state = 'confirmed') AS participants
    FROM (
        SELECT
            stop_id, state, province_id, sector_id, kind, stage, gender, outside,
            (submitted_at AT TIME ZONE %(zone)s)::date AS day
        FROM applications_application
        WHERE state NOT IN ('draft', 'withdrawn', 'merged')
    ) AS received
    GROUP BY GROUPING SETS (
        (stop_id),
        (stop_id, province_id), (stop_id, sector_id), (stop_id, kind), (stop_id, stage), (stop_id, gender),
        (stop_id, outside), (stop_id, day)
    )
), named AS (
    SELECT
        stop_id, applications, participants,
        CASE side
            WHEN 127 THEN 'total' WHEN 63 THEN 'province' WHEN 95 THEN 'sector' WHEN 111 THEN 'kind'
            WHEN 119 THEN 'stage' WHEN 123 THEN 'gender' WHEN 125 THEN 'origin' ELSE 'day'
        END AS breakdown,
        CASE side
            WHEN 127 THEN ''
            WHEN 63 THEN coalesce(province.iso, %(not_given)s)
            WHEN 95 THEN coalesce(sector.code, %(not_given)s)
            WHEN 111 THEN kind
            WHEN 119 THEN coalesce(nullif(stage, ''), %(not_given)s)
            WHEN 123 THEN coalesce(nullif(gender, ''), %(not_given)s)
            WHEN 125 THEN CASE WHEN outside THEN 'outside' ELSE 'inside' END
            ELSE day::text
        END AS value
    FROM piece
    LEFT JOIN programs_province AS province ON province.id = province_id
    LEFT JOIN programs_sector AS sector ON sector.id = sector_id
    UNION ALL
    SELECT id, 0, 0, 'total', '' FROM programs_stop
    WHERE NOT EXISTS (SELECT FROM piece WHERE stop_id = programs_stop.id)
)
INSERT INTO reporting_count (stop_id, population, breakdown, value, count, counted_at)
SELECT stop_id, population, breakdown, value, people, %(now)s
FROM named
CROSS JOIN LATERAL (VALUES ('applications', applications), ('participants', participants)) AS each (population, people)
WHERE people > 0 OR breakdown = 'total'
ON CONFLICT (stop_id, population, breakdown, value)
DO UPDATE SET count = excluded.count, counted_at = excluded.counted_at
"""


@transaction.atomic
def build() -> datetime:
    """Count every stop anew; readers see the old counters until all new ones stand. Returns the time of counting."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        now = timezone.now()
        cursor.execute(COUNT, {"zone": settings.TIME_ZONE, "not_given": NOT_GIVEN, "now": now})
    Count.objects.exclude(counted_at=now).delete()
    return now
