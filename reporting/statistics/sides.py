"""Who stands side by side: the groups of one property, the stops, the regions."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from programs.models import Province, Region
from reporting.populations import Population
from reporting.statistics.apart import Side
from reporting.statistics.charts import map_of_country, map_of_region
from reporting.statistics.counters import by_property, stop_by_stop, totals

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from programs.models import Stop
    from reporting.breakdowns import Breakdown
    from reporting.statistics.charts import TileMap
    from reporting.statistics.counters import Period

APPLIED = Population.APPLICATIONS


def nobody_yet() -> str:
    """Why a table of these has no rows."""
    return _("Nobody has applied yet: there is nothing to compare.")


def of_property(stops: Sequence[Stop], by: Breakdown, period: Period) -> Side:
    """Everybody at these stops, divided by one property."""
    keys = [stop.pk for stop in stops]
    groups, total = by_property(keys, by.code), totals(keys, period)
    label = by.labels()
    counts = {value: group.get(APPLIED, 0) for value, group in groups.by.items()}
    order = by.ordered(counts, label)
    return Side(
        title=str(by.title),
        head=str(by.head),
        how=str(by.how),
        names=[(value, label(value)) for value in order],
        groups=groups.by,
        total=total.by.get("", {}),
        all_of_them=pgettext("figures", "All"),
        counted_at=groups.counted_at,
        urls={},
        empty=nobody_yet(),
    )


def of_stops(stops: Sequence[Stop], period: Period) -> Side:
    """Stop by stop, each with the way to its own figures."""
    groups = stop_by_stop([stop.pk for stop in stops], period)
    return Side(
        title=_("Stop by stop"),
        head=_("Stop"),
        how=_("By the stop at which each person applied."),
        names=[(str(stop.pk), stop.name) for stop in stops],
        groups=groups.by,
        total=_sum(groups.by.values()),
        all_of_them=_("All stops"),
        counted_at=groups.counted_at,
        urls={
            str(stop.pk): reverse("reporting:desk-stop-figures", args=[stop.slug]) for stop in stops
        },
        empty=nobody_yet(),
    )


def of_regions(stops: Sequence[Stop], period: Period) -> Side:
    """Region by region: the stops of each together."""
    groups = stop_by_stop([stop.pk for stop in stops], period)
    regions = {stop.center.region.iso: stop.center.region for stop in stops}
    summed = {
        iso: _sum(groups.by.get(str(stop.pk), {}) for stop in stops if stop.center.region == region)
        for iso, region in regions.items()
    }
    return Side(
        title=_("Region by region"),
        head=_("Region"),
        how=_("By the region of the stop at which each person applied."),
        names=[(iso, str(regions[iso])) for iso in sorted(regions)],
        groups=summed,
        total=_sum(groups.by.values()),
        all_of_them=_("All regions"),
        counted_at=groups.counted_at,
        urls={},
        empty=nobody_yet(),
    )


def provinces_on_a_map(stops: Sequence[Stop], side: Side) -> TileMap | None:
    """Where the applications come from, when all these stops are of one region."""
    regions = {stop.center.region_id for stop in stops}
    if len(regions) != 1 or not side.total.get(APPLIED):
        return None
    here = {place.iso: str(place) for place in Province.objects.filter(region__in=regions)}
    numbers = {value: group.get(APPLIED, 0) for value, group in side.groups.items()}
    inside = {iso: numbers.get(iso, 0) for iso in here}
    elsewhere = sum(numbers.values()) - sum(inside.values())
    return map_of_region(_("Applications by province, on a map"), here, inside, elsewhere)


def regions_on_a_map(side: Side) -> TileMap | None:
    """How many applications each region of the country has."""
    if not side.total.get(APPLIED):
        return None
    names = {region.iso: str(region) for region in Region.objects.all()}
    numbers = {iso: group.get(APPLIED, 0) for iso, group in side.groups.items()}
    return map_of_country(_("Applications by region, on a map"), names, numbers)


def _sum(groups: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    total: Counter[str] = Counter()
    for group in groups:
        total.update(group)
    return total
