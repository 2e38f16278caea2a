"""What a page of figures shows: the tables of what was asked for, and the ways to ask otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from reporting.breakdowns import BREAKDOWNS
from reporting.populations import PUBLIC
from reporting.statistics import apart, funnel, sides
from reporting.statistics.charts import curve
from reporting.statistics.counters import DAY, THEME, by_property, totals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django_stubs_ext import StrOrPromise

    from programs.models import Stop
    from reporting.populations import Population
    from reporting.statistics.apart import Side
    from reporting.statistics.charts import TileMap
    from reporting.statistics.counters import Period
    from reporting.statistics.tables import Table

WHOLE, STOPS, ALL, REGION = "", "", "all", "region"
APART = {DAY, THEME}  # have tables of their own
TAKES_PERIOD = {WHOLE, ALL, REGION}


@dataclass(frozen=True)
class Way:
    """One way to look at the same people: by nothing, or by one property."""

    code: str
    name: StrOrPromise


def ways(stops: Sequence[Stop], *, one: bool) -> list[Way]:
    """How these stops may be looked at, the usual way first."""
    properties = [Way(each.code, each.head) for each in BREAKDOWNS if each.code not in APART]
    if one:
        return [Way(WHOLE, _("The whole stop")), *properties]
    regions = {stop.center.region_id for stop in stops}
    by_region = [Way(REGION, _("Region by region"))] if len(regions) > 1 else []
    together = Way(ALL, _("All together"))
    return [Way(STOPS, _("Stop by stop")), *by_region, together, *properties]


def tables(stops: Sequence[Stop], by: str, period: Period, *, one: bool) -> list[Table]:
    """The tables of one way of looking. A few statements, for one stop and for a hundred."""
    if by == ALL or (one and by == WHOLE):
        return _overview(stops, period)
    if by == REGION:
        side = sides.of_regions(stops, period)
        return _apart(side, *PUBLIC, tiles=sides.regions_on_a_map(side))
    if by == STOPS:
        return _apart(sides.of_stops(stops, period), *PUBLIC)
    known = {each.code: each for each in BREAKDOWNS}
    side = sides.of_property(stops, known[by], period)
    tiles = sides.provinces_on_a_map(stops, side) if by == "province" else None
    return _apart(side, *PUBLIC, tiles=tiles)


def _overview(stops: Sequence[Stop], period: Period) -> list[Table]:
    keys = [stop.pk for stop in stops]
    total = totals(keys, period)
    by_day = funnel.days(by_property(keys, DAY), period)
    found = [
        funnel.funnel(total),
        _with_curves(by_day),
        funnel.attendance(total),
        funnel.times(total),
    ]
    if period:
        return found
    themes = by_property(keys, THEME)
    return [*found, funnel.needs(total, themes), funnel.support(total, themes)]


def _with_curves(table: Table) -> Table:
    """The table of days with its two curves: each day by itself, and all until then."""
    if not table.lines:
        return table
    ends = (table.lines[0].label, table.lines[-1].label)
    drawn = [
        curve(
            f"curve-{at}",
            table.columns[at],
            [int(line.cells[at].value or 0) for line in table.lines],
            ends,
        )
        for at in (1, 2)
    ]
    return replace(table, curves=tuple(drawn))


def _apart(side: Side, *populations: Population, tiles: TileMap | None = None) -> list[Table]:
    """Bars of these populations, the first with its map; then every step, and what is measured."""
    first, *more = (apart.of_one(side, population) for population in populations)
    return [
        replace(first, tiles=tiles),
        *more,
        apart.numbers(side),
        apart.of_the_step_before(side),
        apart.measured(side),
    ]
