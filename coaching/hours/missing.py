"""Sessions that are missing: who needs one, by theme and province, against the free slots.

Rooms above say who needs a session, by the `wanted.py` of each: `wanted(stop)` gives a `Wanted` for
each theme on which a participant of the stop should have an hour alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from coaching.booking.wishes import wishing_for_a_woman
from coaching.models import Booking, Expert, ExpertTheme, Mode, Request, Slot
from core.rooms import offered
from people.briefs import people_briefed
from people.models import Participation
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
    """One theme in one province (None: another region, or not known), by a woman or by anybody."""

    theme: Theme
    province: Province | None
    woman: bool
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

    @property
    def by_women(self) -> int:
        """How many of those a woman should hold."""
        return sum(cell.lacking for cell in self.cells if cell.woman)


@dataclass(frozen=True)
class Able:
    """What an expert can give: minutes by theme, in which provinces, and whether she is a woman."""

    minutes: dict[int, int]
    provinces: set[int]
    woman: bool


Experts = dict[int, Able]
Cell = tuple[int, int | None, bool]  # theme, province, whether a woman is wished for
Group = tuple[int, int | None, frozenset[str], int]  # expert, only theme, ways to meet, minutes


def missing(stop: Stop) -> list[Line]:
    """Theme by theme, where most are missing first; as many statements for any number."""
    home = {each.pk: each for each in Province.objects.filter(region=stop.center.region_id)}
    cells = _people(stop, home)
    experts = _experts(stop)
    given = _share(cells, _slots(stop), experts)
    themes = Theme.objects.in_bulk({theme for theme, _province, _woman in cells})
    lines = []
    for key, theme in themes.items():
        there = tuple(
            Missing(theme, home.get(place or 0), woman, people, given[key, place, woman])
            for (of, place, woman), people in sorted(cells.items(), key=lambda row: -row[1])
            if of == key
        )
        able = sum(key in each.minutes for each in experts.values())
        lines.append(Line(theme, there, able))
    return sorted(lines, key=lambda line: (-line.lacking, line.theme.position))


def who_could_help(stop: Stop, theme: Theme, *, women: bool = False) -> list[Expert]:
    """The experts of the center of a stop who help with a theme, and may be asked for days.

    Only women, where they alone are missing.
    """
    rows = Expert.objects.listed().filter(center=stop.center_id, helps_with__theme=theme)
    if women:
        rows = rows.filter(gender=Expert.Gender.WOMAN)
    return list(rows.select_related("user", "center").order_by("pk"))


def _people(stop: Stop, home: Mapping[int, Province]) -> Counter[Cell]:
    """How many need a session, or ask for one, and have none, booked or held."""
    served = set(
        Booking.objects.blocking()
        .filter(stop=stop)
        .exclude(state=Booking.State.MISSED)
        .values_list("participation", "theme")
    )
    women = wishing_for_a_woman(Participation.objects.filter(stop=stop))
    needs = [each for wanted in offered("wanted", "wanted") for each in wanted(stop)]
    waiting = Request.objects.filter(participation__stop=stop, state__in=Request.LIVE)
    asked = set(waiting.values_list("participation", "theme"))
    where = {each.participation: each.province for each in needs}
    told = people_briefed({person for person, _theme in asked if person not in where})
    where |= {person: brief.place for person, brief in told.items()}
    found: Counter[Cell] = Counter()
    for person, theme in ({(each.participation, each.theme) for each in needs} | asked) - served:
        place = where.get(person)
        found[theme, place if place in home else None, person in women] += 1
    return found


def _experts(stop: Stop) -> Experts:
    """By expert: with which themes they help, and how long; in which provinces they meet people."""
    able = Expert.objects.listed().filter(center=stop.center_id).prefetch_related("provinces")
    themes: dict[int, dict[int, int]] = defaultdict(dict)
    rows = ExpertTheme.objects.filter(expert__in=able)
    for expert, theme, minutes in rows.values_list("expert", "theme", "minutes"):
        themes[expert][theme] = minutes or 0
    return {
        each.pk: Able(
            themes[each.pk],
            {row.pk for row in each.provinces.all()},
            each.gender == Expert.Gender.WOMAN,
        )
        for each in able
    }


def _slots(stop: Stop) -> list[tuple[Group, int]]:
    """Free seats to come, those that serve the same people together."""
    free = Slot.objects.free().filter(stop=stop, starts_at__gt=timezone.now())
    counted: Counter[Group] = Counter()
    rows = free.filter(expert__state=Expert.State.ACTIVE)
    told = ("expert", "theme", "modes", "minutes", "seats", "taken")
    for expert, theme, modes, minutes, seats, taken in rows.values_list(*told):
        counted[expert, theme, frozenset(modes), minutes] += seats - taken
    return sorted(counted.items(), key=str)


def _share(
    cells: Mapping[Cell, int],
    slots: Iterable[tuple[Group, int]],
    experts: Experts,
) -> Counter[Cell]:
    """Give each free seat to one who could have it, so that as many as can be have one.

    Seats go where they fit; a seat that is wanted elsewhere is passed on as long as another one
    takes its place (augmenting paths between groups of seats and cells).
    """
    groups = list(slots)
    left = [number for _group, number in groups]
    fits = [{cell for cell in cells if _fits(group, cell, experts)} for group, _n in groups]
    given: dict[Cell, Counter[int]] = {cell: Counter() for cell in cells}
    for cell in sorted(cells, key=str):
        while given[cell].total() < cells[cell] and _find(cell, left, fits, given, set()):
            pass
    return Counter({cell: groups.total() for cell, groups in given.items()})


def _fits(group: Group, cell: Cell, experts: Experts) -> bool:
    """Whether such a slot would do for somebody there: theme, length, whom they wish, the way."""
    expert, only, modes, minutes = group
    (theme, province, woman), able = cell, experts.get(expert)
    if able is None or (woman and not able.woman) or theme not in able.minutes:
        return False
    long_enough = able.minutes[theme] <= minutes and only in {None, theme}
    far = bool(modes - {Mode.CENTER})
    return long_enough and (far or not able.provinces or province in able.provinces)


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


def only_women(lines: Iterable[Line], theme: Theme) -> bool:
    """Whether every session that is missing on a theme should be held by a woman."""
    own = [line for line in lines if line.theme == theme]
    return any(line.lacking for line in own) and all(each.by_women == each.lacking for each in own)
