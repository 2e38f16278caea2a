"""What is counted for partners, straight from the tables: needs by theme, and by each cube."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from applications.models import Application
from reporting.disclosure.cubes import COUNTED, TOTAL
from reporting.models import Published
from reporting.populations import Population

if TYPE_CHECKING:
    from collections.abc import Iterable

    from programs.models import Stop

Lines = dict[str, int]
Counts = dict[tuple[int, int], dict[str, Lines]]  # stop and theme: cube: value: people
Applied = dict[int, dict[str, Lines]]  # stop: cube: value: people who applied, if public

OUT = (Application.State.DRAFT, Application.State.WITHDRAWN, Application.State.MERGED)
FEWEST_OF_MEAN = 10
STEP, LARGE = 5_000, 100_000  # dirhams to which a mean is rounded down; from where on ten times
# The question about money stands in the form of the candidacy or in that of the diagnosis.
ASKED = """
WITH money AS MATERIALIZED (
    SELECT DISTINCT ON (section.version_id) section.version_id, question.code
    FROM questionnaires_question AS question
    JOIN questionnaires_section AS section ON section.id = question.section_id
    WHERE question.kind = 'money'
    ORDER BY section.version_id, section.position, question.position
), asked AS (
    SELECT application_id, max(amount) AS amount FROM (
        SELECT sent.id AS application_id, sent.answers -> money.code AS given
        FROM applications_application AS sent JOIN money ON money.version_id = sent.version_id
        UNION ALL
        SELECT diagnosis.application_id, diagnosis.answers -> money.code
        FROM needs_diagnosis AS diagnosis JOIN money ON money.version_id = diagnosis.version_id
        WHERE diagnosis.moment = 'start'
    ) AS written
    CROSS JOIN LATERAL (
        SELECT CASE WHEN jsonb_typeof(given) = 'number' THEN given::numeric END AS amount
    ) AS read
    GROUP BY application_id
)
"""
SENT = """
FROM applications_application AS sent
JOIN programs_stop AS stop ON stop.id = sent.stop_id
JOIN programs_center AS center ON center.id = stop.center_id
LEFT JOIN programs_province AS place ON place.id = sent.province_id
LEFT JOIN programs_sector AS sector ON sector.id = sent.sector_id
LEFT JOIN asked ON asked.application_id = sent.id
{needs}
WHERE sent.state <> ALL(%(out)s) AND sent.stop_id = ANY(%(stops)s)
"""
NEEDS = "JOIN needs_need AS need ON need.application_id = sent.id AND need.state <> 'dropped'"
COUNT = """
SELECT stop_id, theme_id, GROUPING({columns}) AS grouped, {columns}, count(*)
FROM (SELECT sent.stop_id, {theme} AS theme_id, {keys} {sent}) AS one
GROUP BY GROUPING SETS ((stop_id, theme_id), {sets})
"""
AMOUNTS = """
SELECT sent.stop_id, need.theme_id, {key} AS value,
    count(*), sum(asked.amount), (array_agg(asked.amount ORDER BY asked.amount DESC))[1:2]
{sent} AND asked.amount > 0
GROUP BY sent.stop_id, need.theme_id, value
"""


@dataclass(frozen=True)
class Asked:
    """Amounts that people look for: how many people, how much together, the two largest."""

    people: int
    total: int
    largest: int
    second: int

    @property
    def mean(self) -> int | None:
        """What may be shown: of ten people or more, none of whom makes the mean by themselves."""
        one_tells = 2 * self.largest > self.total
        two_tell = 4 * (self.largest + self.second) > 3 * self.total
        if self.people < FEWEST_OF_MEAN or one_tells or two_tell:
            return None
        mean = self.total // self.people
        return mean // step_of(mean) * step_of(mean) or None


def step_of(mean: int) -> int:
    """To what a mean is rounded down: a twentieth of it or more, lest its digits tell who came."""
    step = STEP
    while mean >= step // STEP * LARGE:
        step *= 10
    return step


def needs_of(stops: Iterable[Stop]) -> Counts:
    """How many have a need of each theme, together and by each cube."""
    counts: Counts = defaultdict(lambda: defaultdict(dict))
    for stop, theme, code, value, people in _count(stops, NEEDS, "need.theme_id"):
        counts[stop, theme][code][value] = people
    return counts


def applied_at(stops: Iterable[Stop]) -> Applied:
    """How many applied, by what everybody sees on the public page: it says how many had no need."""
    stops = list(stops)
    lines = set(
        Published.objects.filter(stop__in=stops, population=Population.APPLICATIONS).values_list(
            "stop", "breakdown", "value"
        )
    )
    public = {cube.code: cube.public for cube in COUNTED} | {TOTAL: TOTAL}
    found: Applied = defaultdict(lambda: defaultdict(dict))
    for stop, _, code, value, people in _count(stops, "", "0"):
        if (stop, public[code], value) in lines:
            found[stop][code][value] = people
    return found


def asked_at(stops: Iterable[Stop], key: str) -> dict[tuple[int, int], dict[str, Asked]]:
    """The amounts that those with a need look for, by the value of `key`."""
    statement = ASKED + AMOUNTS.format(key=key, sent=SENT.format(needs=NEEDS))
    found: dict[tuple[int, int], dict[str, Asked]] = defaultdict(dict)
    for stop, theme, value, people, total, largest in _read(statement, stops):
        first, second = (*map(int, largest), 0)[:2]
        found[stop, theme][value] = Asked(people, int(total), first, second)
    return found


@transaction.atomic
def _read(statement: str, stops: Iterable[Stop]) -> list[tuple[Any, ...]]:
    """The rows of a statement that looks at every application.

    Row by row is never the way to do that, whatever the database thinks it knows of its tables.
    """
    params: dict[str, Any] = {
        "out": list(map(str, OUT)),
        "stops": [stop.pk for stop in stops],
    }
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(statement, params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        cursor.execute("SET LOCAL enable_nestloop = on")
    return rows


def _count(stops: Iterable[Stop], needs: str, theme: str) -> list[tuple[int, int, str, str, int]]:
    """One pass over the applications: stop, theme, cube, value, people."""
    names = [f"by_{cube.code}" for cube in COUNTED]
    everybody = (1 << len(names)) - 1
    cubes = {everybody - (1 << place): cube for place, cube in enumerate(reversed(COUNTED))}
    statement = ASKED + COUNT.format(
        columns=", ".join(names),
        keys=", ".join(f"{cube.key} AS {name}" for cube, name in zip(COUNTED, names, strict=True)),
        sets=", ".join(f"(stop_id, theme_id, {name})" for name in names),
        theme=theme,
        sent=SENT.format(needs=needs),
    )
    found = []
    for stop, of, grouped, *values, people in _read(statement, stops):
        code, value = TOTAL, ""
        if grouped != everybody:
            code = cubes[grouped].code
            value = values[COUNTED.index(cubes[grouped])]
        found.append((stop, of, code, value, people))
    return found
