"""What every candidacy counts for now: read from the raw tables, and compared with what is kept."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.conf import settings

from reporting import breakdowns
from reporting.breakdowns import NOT_GIVEN, TOTAL
from reporting.counting.parts import PARTS

if TYPE_CHECKING:
    from datetime import datetime

    from reporting.breakdowns import Breakdown

FRESH = """
SELECT part, kind, ref, theme, stop_id, keys, amounts, read # {seal} AS mark
FROM (
    SELECT part, kind, ref, seen.theme, seen.stop_id, ARRAY[{values}]::varchar[] AS keys, amounts,
        {mark} AS read
    FROM ({rows}) AS seen
    LEFT JOIN (SELECT id AS file, {keys} FROM applications_application) AS person
        ON seen.kind = 'file' AND person.file = seen.ref
    {joins}
    WHERE {within}
) AS told
"""
# A hash of what is kept of a row, with which the mark of the row that was read is sealed: whatever
# is changed in a fact past this code breaks it.
SEAL = """
hashint8extended(hash_record_extended(ROW(part, kind, ref, theme, stop_id, keys, amounts), 0), 0)
"""
# What counts now beside what is kept of it; only what differs is written.
CHANGES = """
fresh AS MATERIALIZED ({fresh}), kept AS MATERIALIZED (
    SELECT ref, kind, part, theme, stop_id, keys, amounts, mark FROM reporting_fact WHERE {within}
), changed AS MATERIALIZED (
    SELECT ref, kind, part, theme, fresh.stop_id, fresh.keys, fresh.amounts, fresh.mark,
        kept.stop_id AS old_stop, kept.keys AS old_keys, kept.amounts AS old_amounts
    FROM fresh FULL JOIN kept USING (ref, kind, part, theme)
    WHERE (fresh.mark, fresh.stop_id, fresh.keys, fresh.amounts)
        IS DISTINCT FROM (kept.mark, kept.stop_id, kept.keys, kept.amounts)
), gone AS (
    DELETE FROM reporting_fact AS fact USING changed
    WHERE changed.stop_id IS NULL AND fact.ref = changed.ref AND fact.kind = changed.kind
        AND fact.part = changed.part AND fact.theme = changed.theme
), written AS (
    INSERT INTO reporting_fact (ref, kind, part, theme, stop_id, keys, amounts, mark)
    SELECT ref, kind, part, theme, stop_id, keys, amounts, mark
    FROM changed WHERE stop_id IS NOT NULL
    ON CONFLICT (ref, kind, part, theme) DO UPDATE SET stop_id = excluded.stop_id,
        keys = excluded.keys, amounts = excluded.amounts, mark = excluded.mark
)
"""
WITHIN = """
kind = 'file' AND ref = ANY(%(files)s) OR kind = 'place' AND ref = ANY(%(places)s)
    OR kind = 'session' AND ref = ANY(%(sessions)s)
"""


def changes(*, narrowed: bool) -> str:
    """The parts of a statement that bring the facts up to what counts now, and tell `changed`.

    Of everything, nothing is held in memory twice.
    """
    text = CHANGES if narrowed else CHANGES.replace("AS MATERIALIZED", "AS", 2)
    return text.format(fresh=fresh(narrowed=narrowed), within=WITHIN if narrowed else "TRUE")


def fresh(*, narrowed: bool) -> str:
    """The query of what counts now: everything, or the owners that are named as parameters."""
    rows = breakdowns.BREAKDOWNS
    of_people = [each for each in rows if each.of_person]
    return FRESH.format(
        rows=" UNION ALL ".join(part.query(narrowed=narrowed) for part in PARTS),
        keys=", ".join(f"{each.key} AS {each.column}" for each in of_people),
        values=", ".join(_value(each) for each in rows),
        joins=" ".join(each.join.format(key=_key(each)) for each in rows if each.join),
        mark=mark("amounts"),
        seal=SEAL,
        within=WITHIN if narrowed else "TRUE",
    )


def mark(amounts: str, of: str = "person") -> str:
    """SQL of a number for a row as it stands in the tables, its keys those of `of`.

    Nearly every other row has another one, so that sums of marks tell whether two sets of rows are
    the same. A record is hashed as a sum of its columns, which would not see that two rows have
    changed places in one of them: so it is hashed once more.
    """
    people = [f"{of}.{each.column}" for each in breakdowns.BREAKDOWNS if each.of_person]
    columns = ", ".join(["kind", "ref", "seen.theme", "seen.stop_id", amounts, *people])
    return f"hashint8extended(hash_record_extended(ROW({columns}), 0), 0)"


def parameters(now: datetime) -> dict[str, Any]:
    """What the statements of counting take."""
    return {
        "zone": settings.TIME_ZONE,
        "not_given": NOT_GIVEN,
        "total": TOTAL,
        "now": now,
        "codes": [each.code for each in breakdowns.BREAKDOWNS],
    }


def layout() -> str:
    """What the kept facts look like: another one when a breakdown or a population is new."""
    told = [fresh(narrowed=True), *(each.code for each in breakdowns.BREAKDOWNS)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _key(each: Breakdown) -> str:
    return f"person.{each.column}" if each.of_person else f"nullif(seen.{each.key}, 0)"


def _value(each: Breakdown) -> str:
    """The value of a breakdown; NULL where it divides nothing."""
    value = each.value.format(key=_key(each))
    return value if each.of_person else f"CASE WHEN seen.{each.key} <> 0 THEN {value} END"
