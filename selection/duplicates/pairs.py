"""The pairs of a stop that look like one person, surest first: a page in three statements."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db import connection

from applications.models import Application
from applications.querysets import RECEIVED
from core.language import translated
from selection.duplicates.finding import COLUMNS, SENTENCES, WORTH, alike

if TYPE_CHECKING:
    from people.models import User
    from programs.models import Stop

SIZE = 20
PAIRS = """
WITH files AS MATERIALIZED (
  SELECT id, phone, lower(email) AS email, name_key, phonetic_key FROM applications_application
  WHERE stop_id = %(stop)s AND submitted_at IS NOT NULL AND state = ANY(%(states)s)
), alike AS (
  SELECT one.id AS first, other.id AS second, %(phone)s AS worth
  FROM files AS one JOIN files AS other USING (phone)
  WHERE one.id < other.id AND phone <> ''
  UNION ALL
  SELECT one.id, other.id, %(email)s FROM files AS one JOIN files AS other USING (email)
  WHERE one.id < other.id AND email <> ''
  UNION ALL
  SELECT one.id, other.id, %(name)s FROM files AS one JOIN files AS other USING (name_key)
  WHERE one.id < other.id AND concat(one.phonetic_key, other.phonetic_key) LIKE '%% %%'
  UNION ALL
  SELECT one.id, other.id, %(phonetic_key)s
  FROM files AS one JOIN files AS other USING (phonetic_key)
  WHERE one.id < other.id AND phonetic_key LIKE '%% %%' AND one.name_key <> other.name_key
), pairs AS (SELECT first, second, sum(worth) AS worth FROM alike GROUP BY first, second)
SELECT worth, first, second, count(*) OVER () FROM pairs
WHERE NOT EXISTS (SELECT FROM selection_distinct AS apart
                  WHERE apart.first_id = pairs.first AND apart.second_id = pairs.second)
ORDER BY worth DESC, second DESC, first DESC OFFSET %(skipped)s LIMIT %(size)s
"""


@dataclass(frozen=True)
class Pair:
    """Two files that look alike, the older one first, and what is alike, in words."""

    first: Application
    second: Application
    why: list[str]


@dataclass(frozen=True)
class Pairs:
    """One page of the pairs of a stop, and how many there are in all."""

    rows: list[Pair]
    total: int
    page: int

    @property
    def further(self) -> int:
        """The number of the next page; 0 when this is the last one."""
        return self.page + 1 if self.page * SIZE < self.total else 0


def pairs(stop: Stop, *, page: int = 1) -> Pairs:
    """Page `page` (from 1) of the pairs of `stop` that nobody has told apart."""
    params: dict[str, Any] = {
        "stop": stop.pk,
        "states": [*RECEIVED],
        "skipped": (page - 1) * SIZE,
        "size": SIZE,
        **WORTH,
    }
    with connection.cursor() as cursor:
        cursor.execute(PAIRS, params)
        matches = cursor.fetchall()
    ids = {pk for _worth, first, second, _total in matches for pk in (first, second)}
    columns = (*COLUMNS, *translated("province__name"))
    applications = Application.objects.select_related("province").only(*columns).in_bulk(ids)
    rows = [
        _pair(applications[first], applications[second])
        for _worth, first, second, _total in matches
    ]
    return Pairs(rows, matches[0][3] if matches else 0, page)


def without_conflict(page: Pairs, user: User) -> Pairs:
    """The same page without the pairs of which `user` is off one file. One statement."""
    files = {file.pk for pair in page.rows for file in (pair.first, pair.second)}
    known = Application.objects.filter(pk__in=files).without_conflict(user)
    seen = set(known.values_list("pk", flat=True))
    rows = [pair for pair in page.rows if {pair.first.pk, pair.second.pk} <= seen]
    return replace(page, rows=rows)


def _pair(first: Application, second: Application) -> Pair:
    return Pair(first, second, [str(SENTENCES[reason]) for reason in alike(first, second)])
