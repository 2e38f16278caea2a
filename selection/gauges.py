"""How far the choosing of a stop is: places, who would get them, and the shares that it wants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from core.language import named
from core.statements import rows_of
from programs.models import Province, Sector
from selection.models import Decision, Review, Selection, Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from programs.models import Stop

Dimension = Target.Dimension
AREAS = {"urban": _("Town"), "rural": _("Countryside")}
DIMENSIONS: dict[str, F | KeyTextTransform] = {
    Dimension.PROVINCE: F("province__iso"),
    Dimension.SECTOR: F("sector__code"),
    Dimension.KIND: F("kind"),
    Dimension.GENDER: F("gender"),
    Dimension.AREA: KeyTextTransform("area", "answers"),
}
SEATED = Q(state__in=Application.SEATED)
DECIDED = SEATED | Q(state=Application.State.SUBMITTED, decision__outcome=Decision.Outcome.ACCEPT)
COUNT = """
SELECT {names}, GROUPING({names}) AS side,
  count(*), count(*) FILTER (WHERE chosen), count(*) FILTER (WHERE seated),
  count(*) FILTER (WHERE decided)
FROM ({{}}) AS application GROUP BY GROUPING SETS ((), ({sets})) ORDER BY side DESC
"""
Counts = dict[tuple[str, str], tuple[int, int]]  # files and chosen, by dimension and value


@dataclass(frozen=True)
class Gauge:
    """Some of the people of a stop: how many applied, would get a place, are wanted at least."""

    dimension: str
    value: str
    label: str
    applied: int
    chosen: int
    share: int = 0  # of the places, in percent; 0 where the stop wants none in particular
    wanted: int = 0  # the same in people

    @property
    def missing(self) -> int:
        """How many more it takes."""
        return max(self.wanted - self.chosen, 0)

    @property
    def width(self) -> int:
        """How far it is, 0 to 100: of what is wanted, else of those who applied."""
        whole = self.wanted or self.applied
        return min(100 * self.chosen // whole, 100) if whole else 0


@dataclass(frozen=True)
class Group:
    """The gauges of one dimension, those with a target first."""

    dimension: str
    label: str
    gauges: tuple[Gauge, ...]


@dataclass(frozen=True)
class Gauges:
    """A stop at a glance. `chosen` (see `chosen_at`) and `decided` count who is seated too."""

    places: int
    applied: int
    chosen: int
    seated: int
    decided: int  # seated, or prepared for a place
    groups: tuple[Group, ...]

    @property
    def free(self) -> int:
        """Places that nobody has been offered: the number that every page calls free."""
        return max(self.places - self.seated, 0)

    @property
    def too_many(self) -> int:
        """How many are decided for a place that the stop does not have."""
        return max(self.decided - self.places, 0)

    @property
    def undecided(self) -> int:
        """How many have only yes from their readers, while nobody has decided."""
        return self.chosen - self.decided

    @property
    def left(self) -> int:
        """Places that nobody would get yet."""
        return max(self.places - self.chosen, 0)

    @property
    def over(self) -> int:
        """How many are chosen for whom there is no place."""
        return max(self.chosen - self.places, 0)

    @property
    def width(self) -> int:
        """The share of the places that is taken, 0 to 100."""
        return min(100 * self.chosen // self.places, 100) if self.places else 0

    @property
    def targets(self) -> tuple[Gauge, ...]:
        """Those that the stop wants to reach."""
        return tuple(gauge for group in self.groups for gauge in group.gauges if gauge.wanted)


def selection_of(stop: Stop) -> Selection:
    """The rules of `stop`; those of the house while nobody has changed them. Nothing is written."""
    return Selection.objects.filter(stop=stop).first() or Selection(stop=stop)


def targets_of(selection: Selection) -> dict[tuple[str, str], int]:
    """The least share in percent, by dimension and value."""
    rows = Target.objects.filter(selection=selection.pk or 0).values_list(
        "dimension", "value", "share"
    )
    return {(dimension, value): share for dimension, value, share in rows}


def people_wanted(places: int, share: int) -> int:
    """A share of the places in people, rounded up: a third of four places is two."""
    return -(-places * share // 100)


def chosen_at(selection: Selection) -> Q:
    """Who would get a place: seated, prepared for one, or undecided with a yes in every review."""
    judged = Review.objects.filter(application=OuterRef("pk")).exclude(verdict="")
    agreed = Q(~Exists(judged.exclude(verdict=Review.Verdict.YES)))
    for slot in range(1, selection.reviews + 1):
        agreed &= Q(Exists(judged.filter(slot=slot)))
    prepared = Q(decision__outcome=Decision.Outcome.ACCEPT) | (Q(decision__isnull=True) & agreed)
    return SEATED | (Q(state=Application.State.SUBMITTED) & prepared)


def gauges(stop: Stop, selection: Selection | None = None) -> Gauges:
    """The gauges of `stop` as it stands.

    Five statements whatever its size, four when its rules are at hand.
    """
    selection = selection or selection_of(stop)
    wanted = targets_of(selection)
    (received, chosen, seated, settled), counts = _counted(stop, selection)
    groups = grouped(stop.places, counts, wanted)
    return Gauges(stop.places, received, chosen, seated, settled, groups)


def _counted(stop: Stop, selection: Selection) -> tuple[tuple[int, ...], Counts]:
    """All files: received, chosen, seated, decided; files and chosen by side. One statement."""
    names = [f"by_{name}" for name in DIMENSIONS]

    def build() -> Any:
        dimensions = {
            f"by_{name}": Coalesce(path, Value(""), output_field=TextField())
            for name, path in DIMENSIONS.items()
        }
        sides = {"chosen": chosen_at(selection), "seated": SEATED, "decided": DECIDED}
        rows = Application.objects.filter(stop=stop).received().order_by()
        counted = {name: _whether(side) for name, side in sides.items()}
        return rows.annotate(**dimensions, **counted).values(*dimensions, *sides)

    count = COUNT.format(names=", ".join(names), sets="), (".join(names))
    (whole, *parts) = rows_of(("gauges", stop.pk, selection.reviews), build, within=count)
    counts = {}
    for *values, _side, count_of, picked, _seated, _decided in parts:
        dimension, value = next(
            (name, of) for name, of in zip(DIMENSIONS, values, strict=True) if of is not None
        )
        counts[dimension, value] = (count_of, picked)
    return whole[-4:], counts


def _whether(condition: Q) -> Case:
    return Case(When(condition, then=Value(value=True)), default=Value(value=False))


def grouped(
    places: int, counts: Counts, shares: Mapping[tuple[str, str], int]
) -> tuple[Group, ...]:
    """The gauges of these counts, by dimension: those with a target first, then the most people."""
    names = labels(counts.keys() | shares.keys())
    by_dimension: dict[str, list[Gauge]] = {name: [] for name in DIMENSIONS}
    for (dimension, value), label in names.items():
        applied, chosen = counts.get((dimension, value), (0, 0))
        share = shares.get((dimension, value), 0)
        by_dimension[dimension].append(
            Gauge(dimension, value, label, applied, chosen, share, people_wanted(places, share)),
        )
    return tuple(
        Group(name, str(Dimension(name).label), tuple(sorted(each, key=_first)))
        for name, each in by_dimension.items()
        if each
    )


def _first(gauge: Gauge) -> tuple[bool, int, str]:
    return (not gauge.share, -gauge.applied, gauge.label)


def labels(dimensions: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """How these values are called in the reader's language; what nobody knows is left out."""
    wanted = set(dimensions)
    isos, codes = (
        [value for name, value in wanted if name == side]
        for side in (Dimension.PROVINCE, Dimension.SECTOR)
    )
    known: dict[str, Mapping[str, Any]] = {
        Dimension.PROVINCE: _called(Province.objects.filter(iso__in=isos), "iso"),
        Dimension.SECTOR: _called(Sector.objects.filter(code__in=codes), "code"),
        Dimension.KIND: dict(Application.Kind.choices),
        Dimension.GENDER: dict(Application.Gender.choices),
        Dimension.AREA: AREAS,
    }
    return {
        (name, value): str(known[name][value])
        for name, value in sorted(wanted)
        if value in known[name]
    }


def _called(rows: models.QuerySet[Any], key: str) -> dict[str, str]:
    """The names of these rows in the reader's language, by another column of theirs."""
    return dict(rows.order_by().annotate(called=named("name")).values_list(key, "called"))
