"""Sessions that are missing: who needs one, by theme and province, against the free slots.

Rooms above say who needs a session, by the `wanted.py` of each: `wanted(stop)` gives a `Wanted` for
each theme on which a participant of the stop should have an hour alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from coaching.models import Booking, Expert, ExpertTheme, Mode, Slot
from core.rooms import offered
from programs.models import Province, Theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from programs.models import Stop


@dataclass(frozen=True)
class Wanted:
    """That a participation needs a session on a theme; where they live, if it is known.

    `level` says how much they need it, of 100.
    """

    participation: int
    theme: int
    province: int | None
    level: int = 75


@dataclass(frozen=True)
class Missing:
    """One theme in one province (None: another region, or not known)."""

    theme: Theme
    province: Province | None
    people: int  # who need a session and have none
    free: int  # of the free slots, those that are theirs when none is counted twice

    @property
    def lacking(self) -> int:
        """How many sessions are missing."""
        return self.people - self.free


@dataclass(frozen=True)
class Line:
    """One theme, over all provinces, and who could help."""

    theme: Theme
    cells: tuple[Missing, ...]
    experts: int

    @property
    def people(self) -> int:
        """Who need a session on it and have none."""
        return sum(cell.people for cell in self.cells)

    @property
    def lacking(self) -> int:
        """How many sessions are missing."""
        return sum(cell.lacking for cell in self.cells)


Cell = tuple[int, int | None]  # theme, province


def missing(stop: Stop) -> list[Line]:
    """Theme by theme, where most are missing first; as many statements for any number."""
    home = {each.pk: each for each in Province.objects.filter(region=stop.center.region_id)}
    cells = _people(stop, home)
    experts = _experts(stop)
    given = _share(cells, _slots(stop), experts)
    themes = Theme.objects.in_bulk({theme for theme, _province in cells})
    lines = []
    for key, theme in themes.items():
        there = tuple(
            Missing(theme, home.get(place or 0), people, given[key, place])
            for (of, place), people in sorted(cells.items(), key=lambda row: -row[1])
            if of == key
        )
        able = sum(key in helps for helps, _provinces in experts.values())
        lines.append(Line(theme, there, able))
    return sorted(lines, key=lambda line: (-line.lacking, line.theme.position))


def who_could_help(stop: Stop, theme: Theme) -> list[Expert]:
    """The experts of the center of a stop who help with a theme, and may be asked for days."""
    rows = Expert.objects.listed().filter(center=stop.center_id, helps_with__theme=theme)
    return list(rows.select_related("user", "center").order_by("pk"))


def _people(stop: Stop, home: Mapping[int, Province]) -> Counter[Cell]:
    """How many need a session and have none, booked or held."""
    served = set(
        Booking.objects.blocking()
        .filter(stop=stop)
        .exclude(state=Booking.State.MISSED)
        .values_list("participation", "theme")
    )
    found: Counter[Cell] = Counter()
    for wanted in offered("wanted", "wanted"):
        for each in wanted(stop):
            if (each.participation, each.theme) not in served:
                found[each.theme, each.province if each.province in home else None] += 1
    return found


def _experts(stop: Stop) -> dict[int, tuple[set[int], set[int]]]:
    """By expert: with which themes they help, and in which provinces they meet people."""
    able = Expert.objects.listed().filter(center=stop.center_id).prefetch_related("provinces")
    themes: dict[int, set[int]] = defaultdict(set)
    for expert, theme in ExpertTheme.objects.filter(expert__in=able).values_list("expert", "theme"):
        themes[expert].add(theme)
    return {each.pk: (themes[each.pk], {row.pk for row in each.provinces.all()}) for each in able}


def _slots(stop: Stop) -> list[tuple[int, int | None, frozenset[str], int]]:
    """Free seats to come: whose, for which theme alone, how one meets, how many."""
    free = Slot.objects.free().filter(stop=stop, starts_at__gt=timezone.now())
    counted: Counter[tuple[int, int | None, frozenset[str]]] = Counter()
    rows = free.filter(expert__state=Expert.State.ACTIVE)
    for expert, theme, modes, seats, taken in rows.values_list(
        "expert", "theme", "modes", "seats", "taken"
    ):
        counted[expert, theme, frozenset(modes)] += seats - taken
    return [(*key, number) for key, number in sorted(counted.items(), key=str)]


def _share(
    cells: Mapping[Cell, int],
    slots: Iterable[tuple[int, int | None, frozenset[str], int]],
    experts: Mapping[int, tuple[set[int], set[int]]],
) -> Counter[Cell]:
    """Give each free seat to one who could have it, so that as many as can be have one.

    Seats go where they fit; a seat that is wanted elsewhere is passed on as long as another one
    takes its place (augmenting paths between groups of seats and cells).
    """
    left, fits = [], []
    for expert, only, modes, number in slots:
        helps, provinces = experts.get(expert, (set(), set()))
        far = bool(modes - {Mode.CENTER})
        left.append(number)
        fits.append(
            {
                cell
                for cell in cells
                if cell[0] in helps
                and only in {None, cell[0]}
                and (far or not provinces or cell[1] in provinces)
            }
        )
    given: dict[Cell, Counter[int]] = {cell: Counter() for cell in cells}
    for cell in sorted(cells, key=str):
        while given[cell].total() < cells[cell] and _find(cell, left, fits, given, set()):
            pass
    return Counter({cell: groups.total() for cell, groups in given.items()})


def _find(
    cell: Cell,
    left: list[int],
    fits: list[set[Cell]],
    given: dict[Cell, Counter[int]],
    seen: set[int],
) -> bool:
    """Give one more seat to a cell: a free one, or one that another cell can replace."""
    for group in range(len(left)):
        if group in seen or cell not in fits[group]:
            continue
        seen.add(group)
        if left[group]:
            left[group] -= 1
            given[cell][group] += 1
            return True
        for other in sorted(fits[group] - {cell}, key=str):
            if given[other][group] and _find(other, left, fits, given, seen):
                given[other][group] -= 1
                given[cell][group] += 1
                return True
    return False


def people_of(lines: Iterable[Line], theme: Theme) -> int:
    """How many sessions on a theme are missing."""
    return sum(line.lacking for line in lines if line.theme == theme)
