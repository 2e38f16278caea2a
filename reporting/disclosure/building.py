"""A release is built theme by theme: counted, masked, and laid down as cells."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reporting.disclosure import cubes
from reporting.disclosure.counted import applied_at, asked_at, needs_of
from reporting.disclosure.cubes import COUNTED, TOTAL
from reporting.disclosure.masking import mask
from reporting.disclosure.picture import NATION, Number, Picture
from reporting.models import Cell, ExactCount

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from programs.models import Stop, Theme
    from reporting.disclosure.counted import Asked
    from reporting.disclosure.masking import Whys
    from reporting.disclosure.picture import Place

LOCAL = ("province",)  # cubes that are not added up over regions
Laid = list[tuple[Cell, Number | None]]


@dataclass(frozen=True)
class Release:
    """What is published on one day: of these stops, and of the country when they are all."""

    day: date
    stops: Sequence[Stop]
    is_whole: bool
    complementary: bool = True  # false in the tests' negative control only

    @cached_property
    def region_of(self) -> dict[int, int]:
        """The region of each stop."""
        return {stop.pk: stop.center.region_id for stop in self.stops}

    @cached_property
    def regions(self) -> dict[int, list[int]]:
        """The stops of each region."""
        found: dict[int, list[int]] = defaultdict(list)
        for stop, region in self.region_of.items():
            found[region].append(stop)
        return found

    @cached_property
    def lines(self) -> dict[int, dict[str, list[str]]]:
        """The values of each cube at each stop, whoever is there."""
        by_region = {stop.center.region_id: stop.center.region for stop in self.stops}
        found = {
            pk: {cube.code: list(cube.names(region)) for cube in COUNTED}
            for pk, region in by_region.items()
        }
        return {stop: found[region] for stop, region in self.region_of.items()}

    def write(self, themes: Iterable[Theme]) -> list[Cell]:
        """Count, mask and keep every table of `themes`; the cells as they are published."""
        counts, applied = needs_of(self.stops), applied_at(self.stops)
        laid: Laid = []
        for theme in themes:
            picture = Picture(self.day, dict(self.region_of))
            for number in self._past(theme, picture):
                picture.add(number)
            for stop in self.stops:
                own = counts.get((stop.pk, theme.pk), {})
                for number in self._numbers(stop.pk, own, applied.get(stop.pk, {})):
                    picture.add(number)
            for number in [*self._sums(picture)]:
                picture.add(number)
            laid += self._laid(theme, picture, mask(picture, complementary=self.complementary))
            laid += self._means(theme)
        cells = Cell.objects.bulk_create([cell for cell, _ in laid])
        ExactCount.objects.bulk_create(
            ExactCount(cell=cell, count=number.exact, applied=number.applied)
            for cell, number in laid
            if number
        )
        return cells

    def _past(self, theme: Theme, picture: Picture) -> Iterator[Number]:
        """Every number of earlier releases, with what is known behind it."""
        rows = Cell.objects.filter(theme=theme, exact__isnull=False, day__lt=self.day)
        if not self.is_whole:
            rows = rows.filter(stop__in=self.stops)
        rows = rows.select_related("exact", "stop__center")
        for cell in rows:
            if cell.stop:
                place: Place = ("stop", cell.stop.pk)
                picture.region_of[cell.stop.pk] = cell.stop.center.region_id
            else:
                place = ("region", cell.region_id) if cell.region_id else NATION
            exact = cell.exact
            yield Number(
                *(place, cell.day, cell.cube, cell.value, exact.count, exact.applied),
                is_shown=cell.number is not None,
            )

    def _numbers(
        self, stop: int, counts: dict[str, dict[str, int]], applied: dict[str, dict[str, int]]
    ) -> Iterator[Number]:
        """What was counted at one stop: every line, also those with nobody."""
        place = ("stop", stop)
        for cube, values in {TOTAL: [""], **self.lines[stop]}.items():
            found, of = counts.get(cube, {}), applied.get(cube, {})
            for value in dict.fromkeys([*values, *found]):
                yield Number(place, self.day, cube, value, found.get(value, 0), of.get(value))

    def _sums(self, picture: Picture) -> Iterator[Number]:
        """What regions with several stops have together, and the country."""
        sums: dict[tuple[Place, str, str], int] = defaultdict(int)
        for number in picture.of_today():
            region = self.region_of[number.place[1]]
            if len(self.regions[region]) > 1:
                sums[("region", region), number.cube, number.value] += number.exact
            if self.is_whole and len(self.stops) > 1 and number.cube not in LOCAL:
                sums[NATION, number.cube, number.value] += number.exact
        for (place, cube, value), exact in sums.items():
            yield Number(place, self.day, cube, value, exact, None)

    def _laid(self, theme: Theme, picture: Picture, whys: Whys) -> Laid:
        """The cells of one theme: of stops, of regions, of the country."""
        laid = [
            cell
            for place in {number.place: None for number in picture.of_today()}
            for cell in self._of_place(theme, picture, whys, place, place)
        ]
        if not self.is_whole:
            return laid
        for region, stops in self.regions.items():
            if len(stops) == 1:  # what its only stop has, is what it has
                laid += self._of_place(theme, picture, whys, ("stop", stops[0]), ("region", region))
        if len(self.stops) == 1:
            laid += self._of_place(theme, picture, whys, ("stop", self.stops[0].pk), NATION)
        return laid + self._by_region(theme, picture)

    def _of_place(
        self, theme: Theme, picture: Picture, whys: Whys, source: Place, place: Place
    ) -> Laid:
        """The tables of one place: their lines, or why they are not there."""
        laid: Laid = []
        for cube in (TOTAL, *(cube.code for cube in COUNTED)):
            if place == NATION and cube in LOCAL:
                continue
            why = whys.get((source, cube), "")
            if why and cube != TOTAL:
                laid.append((self._cell(theme, place, cube, why=why), None))
                continue
            for number in picture.of_today(source, cube):
                cell = self._cell(theme, place, cube, number.value, number.shown, why)
                laid.append((cell, number if source == place else None))
        return laid

    def _by_region(self, theme: Theme, picture: Picture) -> Laid:
        """The country by region: the totals of the regions, shown or hidden as there."""
        totals = {number.place: number.shown for number in picture.of_today(cube=TOTAL)}
        laid: Laid = []
        for iso, pk in self._isos.items():
            stops = self.regions.get(pk, [])
            place: Place = ("stop", stops[0]) if len(stops) == 1 else ("region", pk)
            laid.append((self._cell(theme, NATION, "region", iso, totals.get(place)), None))
        return laid

    def _means(self, theme: Theme) -> Laid:
        """Mean amounts by kind, of stops only: sums of money are not to be taken from each other.

        There is no table where nobody wrote an amount, or no mean may be shown.
        """
        laid: Laid = []
        for stop in self.stops:
            place: Place = ("stop", stop.pk)
            asked = self._asked.get((stop.pk, theme.pk), {})
            means = {value: each.mean for value, each in asked.items()}
            if not any(means.values()):
                why = Cell.Why.UNSAFE if means else Cell.Why.EMPTY
                laid.append((self._cell(theme, place, "mean", why=why), None))
                continue
            for value in self.lines[stop.pk]["kind"]:
                laid.append((self._cell(theme, place, "mean", value, means.get(value)), None))
        return laid

    @cached_property
    def _asked(self) -> dict[tuple[int, int], dict[str, Asked]]:
        return asked_at(self.stops, cubes.cube("kind").key)

    @cached_property
    def _isos(self) -> dict[str, int]:
        regions = {stop.center.region.iso: stop.center.region_id for stop in self.stops}
        return {iso: regions.get(iso, 0) for iso in cubes.cube("region").names(None)}

    def _cell(
        self,
        theme: Theme,
        place: Place,
        cube: str,
        value: str = "",
        number: int | None = None,
        why: str = "",
    ) -> Cell:
        kind, pk = place
        return Cell(
            day=self.day,
            stop_id=pk if kind == "stop" else None,
            region_id=pk if kind == "region" else None,
            theme=theme,
            cube=cube,
            value=value,
            number=number,
            why=why,
        )
