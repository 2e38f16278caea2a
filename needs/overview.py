"""The needs of a stop at a glance.

How many people need what, in which province, of which kind, and what it takes.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from applications.models import Application
from needs.models import Diagnosis, Need, Plan
from programs.models import Theme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from applications.querysets import ApplicationQuerySet
    from needs.forms import Looking
    from programs.models import Province, Stop

STRONG = 75  # from here on an hour alone with an expert is reckoned, beside the workshop
STEPS = 4  # of colour in a table
ELSEWHERE = ""
NOBODY = (0, 0, 0)
People = Counter[tuple[int, str]]


@dataclass(frozen=True)
class Cell:
    """How many people with a need on a theme share one province or kind."""

    people: int
    step: int  # 0 (nobody) to 4 (as many as in the fullest cell)
    query: str  # by which the list of the theme shows them; empty where no filter does


@dataclass(frozen=True)
class NeedRow:
    """One theme: who needs it, by the columns of the table."""

    theme: Theme
    people: int
    query: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class NeedTable:
    """Themes by provinces, or by kinds."""

    title: str
    head: tuple[str, ...]
    lines: tuple[NeedRow, ...]


@dataclass(frozen=True)
class Overview:
    """What a stop's people need. A person with needs on three themes counts in three lines."""

    files: int
    diagnosed: int
    by_province: NeedTable
    by_kind: NeedTable


def overview_of(stop: Stop, looking: Looking) -> Overview:
    """The needs that live among the files that are looked at, in three statements."""
    applications = looking.chosen(stop)
    home = {
        province.pk: province
        for province in looking.provinces.values()
        if province.region_id == stop.center.region_id
    }
    by_province, by_kind = _people(applications, home)
    themes = list(Theme.objects.all())
    finished = Q(diagnoses__moment=Diagnosis.Moment.START, diagnoses__finished_at__isnull=False)
    numbers = applications.aggregate(
        files=Count("pk", distinct=True), diagnosed=Count("pk", distinct=True, filter=finished)
    )
    provinces = ("province", _province_names(home, by_province))
    kinds = ("kind", {value: str(label) for value, label in Application.Kind.choices})
    return Overview(
        **numbers,
        by_province=_table(_("By province"), provinces, themes, by_province, looking),
        by_kind=_table(_("By kind"), kinds, themes, by_kind, looking),
    )


def _people(
    applications: ApplicationQuerySet, home: Mapping[int, Province]
) -> tuple[People, People]:
    """How many people have a live need, by theme and province of `home`, and by theme and kind."""
    living = Need.objects.filter(application__in=applications, state__in=Need.LIVE).order_by()
    rows = living.values_list("theme", "application__province", "application__kind").annotate(
        people=Count("pk")
    )
    by_province: People = Counter()
    by_kind: People = Counter()
    for theme, province, kind, people in rows:
        by_province[theme, home[province].iso if province in home else ELSEWHERE] += people
        by_kind[theme, kind] += people
    return by_province, by_kind


def _province_names(home: Mapping[int, Province], by_province: People) -> dict[str, str]:
    """The provinces of `home`, those with most needs first, then everywhere else."""
    most = Counter(
        {
            province: sum(
                people for (_theme, iso), people in by_province.items() if iso == province.iso
            )
            for province in home.values()
        }
    )
    names = {province.iso: str(province) for province, _count in most.most_common()}
    return names | {ELSEWHERE: _("Elsewhere")}


def _table(
    title: str,
    of: tuple[str, Mapping[str, str]],
    themes: list[Theme],
    people: People,
    looking: Looking,
) -> NeedTable:
    """The table `of` a filter and the names of its values."""
    name, columns = of
    fullest = max(people.values(), default=0)
    lines = []
    for theme in themes:
        counts = {value: people[theme.pk, value] for value in columns}
        cells = (
            Cell(
                count,
                -(-STEPS * count // fullest) if fullest else 0,
                looking.query(**{name: value}) if value else "",
            )
            for value, count in counts.items()
        )
        lines.append(NeedRow(theme, sum(counts.values()), looking.query(), tuple(cells)))
    return NeedTable(title, tuple(columns.values()), tuple(lines))


@dataclass(frozen=True)
class Demand:
    """What the needs on a theme take, and what is planned.

    A seat for everybody, an hour for strong needs.
    """

    theme: Theme
    people: int
    strong: int
    met: int
    plan: Plan

    @property
    def sessions(self) -> int:
        """How many sessions give everybody a seat."""
        return -(-self.people // self.plan.seats)

    @property
    def sessions_lacking(self) -> int:
        """How many of them are not planned."""
        return max(0, self.sessions - self.plan.sessions)

    @property
    def hours_lacking(self) -> int:
        """How many hours alone are not planned."""
        return max(0, self.strong - self.plan.hours)


def demands(stop: Stop, applications: ApplicationQuerySet) -> list[Demand]:
    """Theme by theme, in three statements."""
    living = Q(state__in=Need.LIVE)
    counted = (
        Need.objects.filter(application__in=applications)
        .order_by()
        .values("theme")
        .annotate(
            people=Count("pk", filter=living),
            strong=Count("pk", filter=living & Q(level__gte=STRONG)),
            met=Count("pk", filter=Q(state=Need.State.MET)),
        )
    )
    numbers = {
        theme: people for theme, *people in counted.values_list("theme", "people", "strong", "met")
    }
    plans = {plan.theme_id: plan for plan in Plan.objects.filter(stop=stop)}
    rows = []
    for theme in Theme.objects.all():
        people, strong, met = numbers.get(theme.pk, NOBODY)
        rows.append(
            Demand(theme, people, strong, met, plans.get(theme.pk) or Plan(stop=stop, theme=theme))
        )
    return rows
