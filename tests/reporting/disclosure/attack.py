"""Somebody who reads every page and file, and tries to work out what is hidden.

They know what was published and when, that lines add up to their total, stops to their region and
regions to the country, how many applied (the public page), and that nobody left. They learn a
number where fewer than five values are left for it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from programs.models import Stop, Theme
from reporting.disclosure.attacker import NOTHING, Attacker
from reporting.disclosure.tables import Place, days, over_time, published
from reporting.models import Count, Published

Key = tuple[str, date, str, str]  # stop, release, cube, value
Truth = Counter[Key]
MANY = 10.0**6
MEAN = "mean"  # of money: its lines add up to nothing (tests/reporting/disclosure/test_amounts.py)
TRUTH = """
SELECT stop.slug, coalesce(nullif(sent.kind, ''), '-'), coalesce(nullif(sent.stage, ''), '-'),
    coalesce(sector.code, '-'), CASE WHEN place.id IS NULL THEN '-'
    WHEN place.region_id = center.region_id THEN place.iso ELSE 'elsewhere' END, count(*)
FROM needs_need need JOIN applications_application sent ON sent.id = need.application_id
JOIN programs_stop stop ON stop.id = sent.stop_id
JOIN programs_center center ON center.id = stop.center_id
LEFT JOIN programs_sector sector ON sector.id = sent.sector_id
LEFT JOIN programs_province place ON place.id = sent.province_id
WHERE need.theme_id = %s AND need.state <> 'dropped'
AND sent.state NOT IN ('draft', 'withdrawn', 'merged')
GROUP BY 1, 2, 3, 4, 5
"""


def truth_of(theme: Theme, day: date) -> Truth:
    """What is so, counted by plain SQL."""
    found: Truth = Counter()
    with connection.cursor() as cursor:
        cursor.execute(TRUTH, [theme.pk])
        for stop, *values, people in cursor.fetchall():
            found[stop, day, "total", ""] += people
            for cube, value in zip(("kind", "stage", "sector", "province"), values, strict=True):
                found[stop, day, cube, value] += people
    return found


@dataclass
class Attack:
    """All that was ever published about one theme, written down as a linear program."""

    theme: Theme
    program: Attacker = field(default_factory=Attacker)
    columns: dict[Key, int] = field(default_factory=dict)
    read: dict[Key, int | None] = field(default_factory=dict)

    def column(self, key: Key) -> int:
        """A number; of one that was never read nothing is known."""
        if key not in self.columns:
            number = self.read.get(key)
            ends = (0.0, MANY) if number is None else (float(number), number + 4.0)
            self.columns[key] = self.program.column(*ends)
        return self.columns[key]

    def look(self, stops: list[Stop]) -> None:
        """Read the tables of every stop and release, of regions and of the country."""
        for stop in stops:
            for day in days(Place(stop=stop)):
                self._read(stop.slug, Place(stop=stop), day)
        whole = [(Place(), stops)]
        regions = {stop.center.region for stop in stops}
        for region in sorted(regions, key=lambda each: each.iso):
            inside = [stop for stop in stops if stop.center.region == region]
            whole.append((Place(region=region), inside))
        for place, inside in whole:
            for day in days(place):
                name = f"{place.region or 'country'}"
                self._read(name, place, day)
                self._add_up(name, day, inside)
        self._lines_add_up()
        self._public_page(stops)

    def _read(self, name: str, place: Place, day: date) -> None:
        for table in published(stop=place.stop, region=place.region, at=day):
            if table.theme == self.theme.code and table.cube != MEAN:
                self.read[name, day, "total", ""] = table.total
                for row in table.rows:
                    self.read[name, day, table.cube, row.value] = row.count
        for series in over_time(place, [self.theme]):
            for row in series.rows:
                self.read[name, date.fromisoformat(row.value), "total", ""] = row.count

    def _add_up(self, name: str, day: date, stops: list[Stop]) -> None:
        keys = [key for key in self.read if key[:2] == (name, day) and key[2] != "region"]
        for _, _, cube, value in keys:
            parts = {self.column((stop.slug, day, cube, value)): 1.0 for stop in stops}
            self.program.row({**parts, self.column((name, day, cube, value)): -1.0}, 0, 0)

    def _lines_add_up(self) -> None:
        tables: dict[tuple[str, date, str], list[Key]] = defaultdict(list)
        for key in self.read:
            if key[2] not in {"total", "region"}:
                tables[key[:3]].append(key)
        for (name, day, _), keys in tables.items():
            lines = {self.column(key): 1.0 for key in keys}
            self.program.row({**lines, self.column((name, day, "total", "")): -1.0}, 0, 0)

    def _public_page(self, stops: list[Stop]) -> None:
        """Nobody has a need who did not apply: the page says how many did.

        What it says may be some nights old; the attacker even knows how many there are today.
        """
        slugs = {stop.pk: stop.slug for stop in stops}
        named = ("stop", "population", "breakdown", "value")
        public = set(Published.objects.filter(stop__in=slugs).values_list(*named))
        for *line, count in Count.objects.values_list(*named, "count"):
            if tuple(line) in public and line[1] == "applications":
                for key, column in self.columns.items():
                    if (key[0], key[2], key[3]) == (slugs[line[0]], line[2], line[3]):
                        self.program.row({column: 1.0}, 0, count)

    def recovered(self, truth: Truth) -> Iterator[tuple[str, Key, int]]:
        """Every group of 1 to 4 people, and every step by as many, that fewer than five fit."""
        targets: dict[tuple[int, int], tuple[str, Key, int]] = {}
        releases = sorted({key[1] for key in self.read})
        for key in [key for key in self.read if key[:4] in truth or key[0] in _stops(truth)]:
            here = truth[key]
            if 0 < here < 5:
                targets[self.column(key), NOTHING] = ("number", key, here)
            for before in releases[: releases.index(key[1])]:
                earlier = (key[0], before, *key[2:])
                if earlier in self.columns and 0 < here - truth[earlier] < 5:
                    step = ("step", key, here - truth[earlier])
                    targets[self.column(key), self.column(earlier)] = step
        for one, other in targets:
            if other != NOTHING:
                self.program.row({one: 1.0, other: -1.0}, 0, MANY)  # nobody left
        tables = {target: what[1][:3] for target, what in targets.items()}
        for target, _ in self.program.narrow(tables):
            yield targets[target]


def _stops(truth: Truth) -> set[str]:
    return {key[0] for key in truth}
