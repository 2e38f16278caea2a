"""What the tables read: counters of stops added up, by one property at a time or stop by stop."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import CharField, F, Max, Sum, Value
from django.db.models.functions import Cast, Coalesce, ExtractMonth, ExtractYear, NullIf

from programs.models import Visit
from reporting.breakdowns import NOT_GIVEN, TOTAL
from reporting.models import Count
from reporting.words import OPENED, VISITED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date, datetime

    from django.db.models import QuerySet
    from django.db.models.expressions import Combinable

DAY, THEME = "day", "theme"
PAGES = {Visit.Page.STOP: VISITED, Visit.Page.FORM: OPENED}
VISITS_BY: Mapping[str, Combinable] = {  # the breakdowns by which visits are known, as values
    DAY: Cast("day", CharField()),
    "month": Cast(ExtractYear("day") * 100 + ExtractMonth("day"), CharField()),
    "language": F("language"),
    "campaign": Coalesce(NullIf("campaign", Value("")), Value(NOT_GIVEN)),
}


@dataclass(frozen=True)
class Period:
    """The days that are looked at; without one the whole time."""

    first: date | None = None
    last: date | None = None

    def __bool__(self) -> bool:
        return bool(self.first or self.last)

    def within(self, name: str) -> dict[str, date]:
        """The conditions on a field of days."""
        ends = {f"{name}__gte": self.first, f"{name}__lte": self.last}
        return {condition: day for condition, day in ends.items() if day}

    def within_words(self, name: str) -> dict[str, str]:
        """The same on a field that holds days as they are written."""
        return {condition: day.isoformat() for condition, day in self.within(name).items()}


ALWAYS = Period()


@dataclass
class Groups:
    """How many of each population there are, by the values of one property."""

    by: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    counted_at: datetime | None = None

    def add(self, rows: Iterable[tuple[str, str, int, datetime | None]]) -> None:
        """Take rows of value, population, how many, and when they were counted."""
        for value, population, count, at in rows:
            self.by[value][population] = self.by[value].get(population, 0) + count
            if at and (self.counted_at is None or at > self.counted_at):
                self.counted_at = at


def totals(stops: Collection[int], period: Period) -> Groups:
    """All of these stops together, in one group."""
    groups = Groups()
    groups.add(_counts(stops, TOTAL, period, by=Value("")))
    groups.add(_visits(stops, period, by=Value("")))
    return groups


def stop_by_stop(stops: Collection[int], period: Period) -> Groups:
    """Each stop by itself; its key is the value."""
    groups = Groups()
    key = Cast("stop_id", CharField())
    groups.add(_counts(stops, TOTAL, period, by=key))
    groups.add(_visits(stops, period, by=key))
    return groups


def by_property(stops: Collection[int], code: str, period: Period = ALWAYS) -> Groups:
    """These stops together, divided by one breakdown."""
    groups = Groups()
    groups.add(_counts(stops, code, period, by=F("value")))
    if code in VISITS_BY:
        groups.add(_visits(stops, period, by=VISITS_BY[code]))
    return groups


def _counts(
    stops: Collection[int], code: str, period: Period, *, by: Combinable
) -> Iterable[tuple[str, str, int, datetime]]:
    """Counters by `by`. Of a period: of those who applied on its days, day by day added up."""
    counts = Count.objects.filter(stop__in=stops, breakdown=DAY if period else code)
    if period:
        counts = counts.exclude(value=NOT_GIVEN).filter(**period.within_words("value"))
    return counts.order_by().values_list(by, "population").annotate(Sum("count"), Max("counted_at"))


def _visits(
    stops: Collection[int], period: Period, *, by: Combinable
) -> Iterable[tuple[str, str, int, None]]:
    visits: QuerySet[Visit] = Visit.objects.filter(stop__in=stops, **period.within("day"))
    rows = visits.order_by().values_list(by, "page").annotate(Sum("count"))
    return ((value, PAGES[Visit.Page(page)], count, None) for value, page, count in rows)
