"""All numbers of one theme, of today and of every earlier release, and what holds between them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reporting.disclosure.attacker import MOST, NOTHING, Attacker
from reporting.disclosure.cubes import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from reporting.disclosure.attacker import Target

BAND = 5  # a number is shown as the multiple of five below it; below five it is hidden
WIDTH = BAND - 1
Place = tuple[str, int]
NATION: Place = ("nation", 0)


@dataclass(eq=False)
class Number:
    """One number of one release, and what is known of it by itself."""

    place: Place
    day: date
    cube: str
    value: str
    exact: int
    applied: int | None  # of how many people, where everybody knows that
    is_shown: bool = True
    in_table: bool = True  # whether the table in which it is hidden is there at all
    column: int = NOTHING

    @property
    def shown(self) -> int | None:
        """The number that is published: the only place where one is rounded."""
        return self.exact // BAND * BAND if self.is_shown else None

    @property
    def is_small(self) -> bool:
        """Whether it is about fewer than five people."""
        return self.exact < BAND

    @property
    def is_nearly_all(self) -> bool:
        """Whether it is about all but fewer than five people."""
        return self.applied is not None and self.applied - self.exact < BAND

    @property
    def bounds(self) -> tuple[float, float]:
        """Between what the attacker knows it to be.

        They even know by which rule it was hidden, as if hidden numbers were not all alike.
        """
        most = MOST if self.applied is None else float(self.applied)
        if self.is_shown:
            return float(self.shown or 0), min(float((self.shown or 0) + WIDTH), most)
        if not self.in_table:
            return 0.0, most
        if self.is_small:
            return 0.0, min(float(WIDTH), most)
        return (max(most - WIDTH, 0.0) if self.is_nearly_all else 0.0), most


@dataclass
class Picture:
    """The numbers of one theme: of stops, of regions that have several, of the country."""

    today: date
    region_of: dict[int, int]  # stop: region
    numbers: dict[tuple[Place, date, str, str], Number] = field(default_factory=dict)
    attacker: Attacker = field(default_factory=Attacker)
    tables: dict[tuple[Place, str], list[Number]] = field(default_factory=dict)  # of today

    def add(self, number: Number) -> None:
        """Take a number in; one of today is shown until a rule hides it."""
        self.numbers[number.place, number.day, number.cube, number.value] = number
        if number.day == self.today:
            self.tables.setdefault((number.place, number.cube), []).append(number)

    def of_today(self, place: Place | None = None, cube: str = "") -> list[Number]:
        """Today’s numbers, or those of one place, or of one of its tables."""
        return [
            number
            for (where, code), numbers in self.tables.items()
            if place in {None, where} and cube in {"", code}
            for number in numbers
        ]

    def draw(self) -> None:
        """Write down what the attacker knows."""
        for number in self.numbers.values():
            number.column = self.attacker.column(*number.bounds)
        self._lines_add_up()
        self._stops_add_up()
        for before, after in self.steps():
            if after.exact >= before.exact:  # as if it were known that nobody left
                self.attacker.row({after.column: 1, before.column: -1}, 0, MOST)

    def _lines_add_up(self) -> None:
        lines: dict[tuple[Place, date, str], list[int]] = defaultdict(list)
        for place, day, cube, value in self.numbers:
            if cube != TOTAL:
                lines[place, day, cube].append(self.numbers[place, day, cube, value].column)
        for (place, day, _), columns in lines.items():
            if total := self.numbers.get((place, day, TOTAL, "")):
                self.attacker.row({**dict.fromkeys(columns, 1.0), total.column: -1.0}, 0, 0)

    def _stops_add_up(self) -> None:
        """A region is the sum of its stops, the country of all stops."""
        stops: dict[date, set[int]] = defaultdict(set)
        parts: dict[tuple[date, str, str], dict[int, int]] = defaultdict(dict)
        for (kind, pk), day, cube, value in self.numbers:
            if kind == "stop":
                stops[day].add(pk)
                parts[day, cube, value][pk] = self.numbers[(kind, pk), day, cube, value].column
        for ((kind, pk), day, cube, value), whole in self.numbers.items():
            if kind == "stop":
                continue
            inside = {stop for stop in stops[day] if kind == "nation" or self.region_of[stop] == pk}
            known = {stop: col for stop, col in parts[day, cube, value].items() if stop in inside}
            terms = {**dict.fromkeys(known.values(), -1.0), whole.column: 1.0}
            self.attacker.row(terms, 0, 0 if known.keys() == inside else MOST)

    def steps(self) -> Iterator[tuple[Number, Number]]:
        """Each number with the one that stood in its place in the release before."""
        before: dict[tuple[Place, str, str], Number] = {}
        for number in sorted(self.numbers.values(), key=lambda each: each.day):
            key = number.place, number.cube, number.value
            if key in before:
                yield before[key], number
            before[key] = number

    def targets(self) -> dict[Target, Number]:
        """What must not be known too well: all that is hidden, and steps of 1 to 4 people."""
        hidden = {
            (number.column, NOTHING): number
            for number in self.numbers.values()
            if not number.is_shown
        }
        steps = {
            (after.column, before.column): after
            for before, after in self.steps()
            if 0 < abs(after.exact - before.exact) < BAND
        }
        return hidden | steps
