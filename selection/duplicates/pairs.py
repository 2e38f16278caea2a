"""The files of a stop that look like one person, by group, surest first: two statements."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any

from django.db import connection

from applications.models import Application
from applications.querysets import RECEIVED
from core.language import translated
from selection.duplicates.finding import COLUMNS, SENTENCES, WORTH, alike

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from people.models import User
    from programs.models import Stop

SIZE = 10  # groups of a page
MOST = 2000  # pairs that are looked through; what is beyond comes up once these are settled
MANY = 12  # files of a group that are shown together
COMPARED = ("name", "phone", "email", "province_id")
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
ORDER BY worth DESC, second DESC, first DESC LIMIT %(most)s
"""


@dataclass(frozen=True)
class Group:
    """Two files that look alike, or more: the older ones first, and what is alike, in words."""

    files: list[Application]
    why: list[str]

    @property
    def code(self) -> str:
        """What names it on its page."""
        return str(self.files[0].reference)

    @property
    def is_pair(self) -> bool:
        """Whether there are only two."""
        return len(self.files) == 2  # noqa: PLR2004  as the name says

    @property
    def joining(self) -> tuple[Application, Application] | None:
        """Of a pair the file that stays, the older one, and the one that may be joined to it.

        None where both are decided: each of them keeps what it was told.
        """
        if not self.is_pair:
            return None
        older, newer = self.files
        either = ((older, newer), (newer, older))
        return next((pair for pair in either if pair[1].state == pair[1].State.SUBMITTED), None)

    @cached_property
    def differs(self) -> dict[str, bool]:
        """In which columns they say different things."""
        return {name: len({getattr(each, name) for each in self.files}) > 1 for name in COMPARED}


@dataclass(frozen=True)
class Groups:
    """One page of the groups of a stop, and how many groups and pairs there are in all."""

    rows: list[Group]
    groups: int
    pairs: int
    page: int

    @property
    def further(self) -> int:
        """The number of the next page; 0 when this is the last one."""
        return self.page + 1 if self.page * SIZE < self.groups else 0


def groups(stop: Stop, user: User, *, page: int = 1) -> Groups:
    """Page `page` (from 1) of the files of `stop` that nobody has told apart, two statements.

    Who is alike with somebody stands in one group with them, the surest group first. Files that
    `user` is off are not among them.
    """
    params: dict[str, Any] = {"stop": stop.pk, "states": [*RECEIVED], "most": MOST, **WORTH}
    with connection.cursor() as cursor:
        cursor.execute(PAIRS, params)
        matches = cursor.fetchall()
    joined = _joined([(first, second) for _worth, first, second, _total in matches])
    shown = [sorted(keys)[:MANY] for keys in joined[(page - 1) * SIZE : page * SIZE]]
    files = _files({key for keys in shown for key in keys}, user)
    rows = [_group([files[key] for key in keys if key in files]) for keys in shown]
    total = matches[0][3] if matches else 0
    return Groups([each for each in rows if len(each.files) > 1], len(joined), total, page)


def _joined(pairs: Sequence[tuple[int, int]]) -> list[set[int]]:
    """The pairs that hang together, in the order of the first pair of each group."""
    group_of: dict[int, set[int]] = {}
    for first, second in pairs:
        one, other = group_of.get(first, {first}), group_of.get(second, {second})
        both = one | other
        group_of |= dict.fromkeys(both, both)
    first_of = {id(group_of[first]): group_of[first] for first, _second in pairs}
    return list(first_of.values())


def _files(keys: AbstractSet[int], user: User) -> dict[int, Application]:
    columns = (*COLUMNS, *translated("province__name"))
    rows = Application.objects.without_conflict(user).select_related("province").only(*columns)
    return rows.in_bulk(keys)


def _group(files: list[Application]) -> Group:
    """What any two of them have in common, the surest sign first."""
    alike_ones = {reason for one, other in combinations(files, 2) for reason in alike(one, other)}
    return Group(files, [str(SENTENCES[reason]) for reason in WORTH if reason in alike_ones])
