"""The numbers of one part in one pass, from what is kept of each owner or straight from the tables.

Rows are grouped by a few properties at once, then these few groups by each of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting import breakdowns
from reporting.counting.reading import mark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reporting.breakdowns import Breakdown
    from reporting.counting.parts import Part

COUNT = """
WITH piece AS (
    SELECT stop_id, {columns}, GROUPING({columns}) AS grouped, {sums}
    FROM ({rows}) AS row
    GROUP BY GROUPING SETS ({sets})
)
SELECT stop_id, population, people, breakdown, value
FROM piece {joins}
CROSS JOIN LATERAL unnest(
    CASE grouped {codes} END, CASE grouped {values} END
) AS of (breakdown, value)
CROSS JOIN LATERAL (VALUES {populations}) AS each (population, people)
WHERE people > 0{marks}
"""
# One number more of each stop, of no breakdown.
MARKS = """
UNION ALL
SELECT stop_id, '{part}', sum(mark), '', '' FROM piece WHERE grouped = {whole} GROUP BY stop_id
"""
KEPT = "SELECT stop_id, {keys}, {amounts} FROM reporting_fact WHERE part = '{part}'"
# Each amount is asked for three times and found out once: that is what OFFSET 0 is for.
RAW = """
SELECT seen.stop_id, {columns}, {amounts}, {mark} AS mark FROM ({rows} OFFSET 0) AS seen {person}
WHERE {more_than_nothing} > 0
"""
PERSON = """
LEFT JOIN (SELECT id AS file, {keys} FROM applications_application WHERE {owners}) AS person
    ON seen.kind = 'file' AND person.file = seen.ref
"""


def of_facts(part: Part) -> str:
    """The numbers of one part of the facts, whose keys are values already."""
    rows = breakdowns.BREAKDOWNS
    kept = KEPT.format(
        part=part.code,
        keys=", ".join(f"keys[{place}] AS {each.column}" for place, each in enumerate(rows, 1)),
        amounts=", ".join(
            f"amounts[{place}] AS {each.value}" for place, each in enumerate(part.populations, 1)
        ),
    )
    return _counted(part, kept, {each.code: each.column for each in rows})


def of_tables(part: Part) -> str:
    """The same numbers from the raw tables, and the sum of the marks of their rows.

    Only groups are given the values of their keys.
    """
    rows = breakdowns.BREAKDOWNS
    keys = ", ".join(f"{each.key} AS {each.column}" for each in rows if each.of_person)
    of = "seen" if part.of_files else "person"
    names = [population.value for population in part.populations]
    raw = RAW.format(
        rows=part.rows.format(within="TRUE", keys=f", {keys}"),
        person="" if part.of_files else PERSON.format(keys=keys, owners=part.owners),
        columns=", ".join(
            f"{of}.{each.column}" if each.of_person else f"nullif({each.key}, 0) AS {each.column}"
            for each in rows
        ),
        amounts=", ".join(f"{name}::integer AS {name}" for name in names),
        more_than_nothing=" + ".join(names),
        mark=mark(f"ARRAY[{', '.join(names)}]::integer[]", of),
    )
    values = {each.code: f"({_value(each)})::varchar" for each in rows}
    joins = " ".join(each.join.format(key=f"piece.{each.column}") for each in rows if each.join)
    return _counted(part, raw, values, joins, marked=True)


def _counted(
    part: Part, rows: str, values: Mapping[str, str], joins: str = "", *, marked: bool = False
) -> str:
    """GROUPING gives a number with one bit per column, the first column highest.

    The bit is 0 where the group is by that column. The first bundle gives the whole as well.
    """
    columns = [each.column for each in breakdowns.BREAKDOWNS]
    names = [population.value for population in part.populations]
    bundles = breakdowns.bundles()
    codes = [[f"'{each.code}'" for each in bundle] for bundle in bundles]
    told = [[values[each.code] for each in bundle] for bundle in bundles]
    codes[0].append("%(total)s")
    told[0].append("''")
    return COUNT.format(
        rows=rows,
        joins=joins,
        columns=", ".join(columns),
        sums=", ".join(f"sum({name}) AS {name}" for name in [*names, *(["mark"] * marked)]),
        sets=", ".join(
            f"(stop_id, {', '.join(each.column for each in bundle)})" for bundle in bundles
        ),
        codes=_by_bundle(codes),
        values=_by_bundle(told),
        populations=", ".join(f"('{name}', {name})" for name in names),
        marks=MARKS.format(part=part.code, whole=_mask(bundles[0])) if marked else "",
    )


def _by_bundle(texts: Sequence[Sequence[str]]) -> str:
    """What there is to choose from by GROUPING: an array for each bundle."""
    masks = map(_mask, breakdowns.bundles())
    return " ".join(
        f"WHEN {mask} THEN ARRAY[{', '.join(each)}]"
        for mask, each in zip(masks, texts, strict=True)
    )


def _value(each: Breakdown) -> str:
    """The value of a group; NULL where the breakdown divides nothing."""
    column = f"piece.{each.column}"
    value = each.value.format(key=column)
    return value if each.of_person else f"CASE WHEN {column} IS NOT NULL THEN {value} END"


def _mask(bundle: Sequence[Breakdown]) -> int:
    """What GROUPING gives where the group is by these columns."""
    last = len(breakdowns.BREAKDOWNS) - 1
    places = [breakdowns.BREAKDOWNS.index(each) for each in bundle]
    return (1 << last + 1) - 1 - sum(1 << last - place for place in places)
