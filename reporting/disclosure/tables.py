"""What partners may see, read by the database role that can read nothing else.

Screen, files, API, charts and embedded figures take their numbers from here: there is one rounding,
which was done when the release was made.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from programs.models import Theme
from reporting.disclosure import cubes
from reporting.disclosure.role import published_only
from reporting.models import Cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from django.db.models import QuerySet

    from programs.models import Partner, Region, Stop
    from reporting.disclosure.cubes import Cube


@dataclass(frozen=True)
class PublishedRow:
    """One line; a count that is `None` is hidden."""

    value: str
    label: str
    count: int | None
    width: float = 0.0  # of its bar, 0 to 100: the longest bar of its table has 100


@dataclass(frozen=True)
class PublishedTable:
    """One table of one theme in one release; one that is not shown has no rows, and says why."""

    theme: str  # code
    cube: str  # code
    place: str  # name of the stop, the region, or the country
    title: str
    head: str
    unit: str
    rows: tuple[PublishedRow, ...]
    total: int | None
    rule: str
    definition: str
    released_on: date
    why: str = ""
    name: str = field(default="", compare=False)  # of the theme

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to draw."""
        return bool(self.rows)

    @property
    def shown(self) -> tuple[PublishedRow, ...]:
        """The lines that have a number."""
        return tuple(row for row in self.rows if row.count)

    @property
    def hidden(self) -> list[str]:
        """What the others are called: in a small stop they are most of them."""
        return [row.label for row in self.rows if not row.count]


@dataclass(frozen=True)
class Place:
    """Of what a table counts the people: of a stop, of all stops of a region, or of the country."""

    stop: Stop | None = None
    region: Region | None = None

    @property
    def name(self) -> str:
        """What it is called in the active language."""
        return str(self.stop or self.region or gettext("The whole country"))

    @property
    def around(self) -> Region | None:
        """The region whose provinces are told apart."""
        return self.stop.center.region if self.stop else self.region

    def cells(self) -> QuerySet[Cell]:
        """Every number that was ever published of it."""
        return Cell.objects.filter(stop=self.stop, region=None if self.stop else self.region)


def days(place: Place) -> list[date]:
    """The days of its releases, the newest first."""
    with published_only():
        found = place.cells().values_list("day", flat=True).distinct().order_by("-day")
        return list(found)


def published(
    partner: Partner | None = None,
    stop: Stop | None = None,
    at: date | None = None,
    region: Region | None = None,
) -> list[PublishedTable]:
    """The tables of a release, else of the newest: of a stop, of a region, or of the country.

    For a partner, those of their themes. None when nothing was released.
    """
    themes = list(partner.themes.all() if partner else Theme.objects.all())
    return of_place(Place(stop, region), themes, at)


def of_place(
    place: Place, themes: Iterable[Theme], at: date | None = None, *, code: str = ""
) -> list[PublishedTable]:
    """The tables of a place on these themes, of one release, else of the newest.

    Or the one of each theme whose cube has this `code`.
    """
    named = {theme.pk: theme for theme in themes}
    with published_only():
        day = at or place.cells().aggregate(newest=Max("day"))["newest"]
        rows = place.cells().filter(day=day, theme__in=list(named))
        rows = rows.filter(cube__in=[code, cubes.TOTAL]) if code else rows
        found = list(rows.values_list("theme", "cube", "value", "number", "why"))
    numbers: dict[tuple[int, str], dict[str, tuple[int | None, str]]] = defaultdict(dict)
    for theme, counted, value, number, why in found:
        numbers[theme, counted][value] = number, why
    drawn = _Drawn(place, day)
    return [
        drawn.table(theme, cube, numbers[pk, cube.code], numbers[pk, cubes.TOTAL])
        for pk, theme in named.items()
        for cube in cubes.CUBES
        if (pk, cube.code) in numbers
    ]


def over_time(place: Place, themes: Iterable[Theme]) -> list[PublishedTable]:
    """How many have a need of each theme, release by release."""
    named = {theme.pk: theme for theme in themes}
    with published_only():
        totals = place.cells().filter(cube=cubes.TOTAL, theme__in=list(named)).order_by("day")
        found = list(totals.values_list("theme", "day", "number"))
    series: dict[int, list[tuple[date, int | None]]] = defaultdict(list)
    for pk, day, number in found:
        series[pk].append((day, number))
    return [_series(place, named[pk], numbers) for pk, numbers in series.items()]


@dataclass(frozen=True)
class _Drawn:
    """Tables of one place and one release, their lines named in the active language."""

    place: Place
    day: date
    names: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def table(
        self,
        theme: Theme,
        cube: Cube,
        numbers: Mapping[str, tuple[int | None, str]],
        total: Mapping[str, tuple[int | None, str]],
    ) -> PublishedTable:
        """One table, or the sentence that stands in its place."""
        if cube.code not in self.names:
            self.names[cube.code] = cube.names(self.place.around)
        why = numbers.get("", (None, ""))[1]
        counts = {value: number for value, (number, _) in numbers.items() if value}
        return PublishedTable(
            theme=theme.code,
            cube=cube.code,
            place=self.place.name,
            title=_title(theme, str(cube.title)),
            head=str(cube.head),
            unit=str(cube.unit),
            rows=() if why else _rows(counts, self.names[cube.code]),
            total=total.get("", (None, ""))[0],
            rule=cubes.rule(cube),
            definition=cubes.definition(cube.how),
            released_on=self.day,
            why=str(Cell.Why(why).label) if why else "",
            name=str(theme),
        )


def _rows(counts: Mapping[str, int | None], names: Mapping[str, str]) -> tuple[PublishedRow, ...]:
    """The lines in the order of their names; a line that a list lost since has its code."""
    longest = max((count or 0 for count in counts.values()), default=0) or 1
    order = [value for value in names if value in counts]
    order += sorted(counts.keys() - names.keys())
    return tuple(
        PublishedRow(
            value,
            names.get(value, value),
            counts[value],
            round(100 * (counts[value] or 0) / longest, 1),
        )
        for value in order
    )


def _series(place: Place, theme: Theme, numbers: list[tuple[date, int | None]]) -> PublishedTable:
    counts = {day.isoformat(): number for day, number in numbers}
    names = {day.isoformat(): date_format(day) for day, _ in numbers}
    return PublishedTable(
        theme=theme.code,
        cube=cubes.RELEASES,
        place=place.name,
        title=_title(theme, gettext("Release by release")),
        head=pgettext("of figures", "Release"),
        unit=gettext("People with this need"),
        rows=_rows(counts, names),
        total=None,
        rule=cubes.rule(),
        definition=cubes.definition(gettext("As it was on the day of each release.")),
        released_on=numbers[-1][0],
        name=str(theme),
    )


def _title(theme: Theme, table: str) -> str:
    return pgettext("theme: table", "%(theme)s: %(table)s") % {"theme": theme, "table": table}
