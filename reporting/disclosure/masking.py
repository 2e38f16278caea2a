"""Which numbers are hidden: those about few people, then those from which one could be worked out.

A number about fewer than five people, or about all but fewer than five, is hidden (primary). Then
the attacker's linear program is asked of every hidden number, and of every step of 1 to 4 people
since an earlier release. While one of them can have fewer than five values, the smallest shown
number that tells it is hidden too (complementary).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.breakdowns import NOT_GIVEN
from reporting.disclosure.attacker import NOTHING
from reporting.disclosure.cubes import TOTAL
from reporting.models import Cell

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from reporting.disclosure.attacker import Target
    from reporting.disclosure.picture import Number, Picture, Place

Why = Cell.Why
Whys = dict[tuple["Place", str], Why]  # place and cube: why there is no table


def mask(picture: Picture, *, complementary: bool = True) -> Whys:
    """Hide what must be hidden of today's numbers; tell which tables are not there, and why.

    Without `complementary` hiding the attack succeeds: the tests' negative control.
    """
    whys = _without_table(picture)
    for number in picture.of_today():
        why = whys.get((number.place, number.cube))
        number.in_table = not why or number.cube == TOTAL
        number.is_shown = not (why or number.is_small or number.is_nearly_all)
    if complementary:
        picture.draw()
        _hide_until_safe(picture)
    return whys | _left_empty(picture, whys)


def _without_table(picture: Picture) -> Whys:
    """Places where few, or nearly all, have the need; tables that say one thing of everybody."""
    whole: dict[Place, Why] = {}
    for (place, cube), (total, *_) in picture.tables.items():
        if cube == TOTAL and (total.is_small or total.is_nearly_all):
            whole[place] = Why.FEW if total.is_small else Why.ALIKE
    found: Whys = {}
    for (place, cube), lines in picture.tables.items():
        some = [line for line in lines if line.exact]
        if place in whole:
            found[place, cube] = whole[place]
        elif cube != TOTAL and [line.value for line in some] == [NOT_GIVEN]:
            found[place, cube] = Why.EMPTY
        elif cube != TOTAL and len(some) == 1:
            found[place, cube] = Why.ALIKE
    return found


def _left_empty(picture: Picture, whys: Whys) -> Whys:
    """Tables of which no line is left."""
    return {
        key: Why.FEW if all(line.is_small for line in lines) else Why.UNSAFE
        for key, lines in picture.tables.items()
        if key[1] != TOTAL and key not in whys and not any(line.is_shown for line in lines)
    }


def _hide_until_safe(picture: Picture) -> None:
    """Hide more until no hidden number is known too well.

    Hiding one never makes another better known: only what was narrow, and what was hidden since,
    is looked at again.
    """
    by_column = {number.column: number for number in picture.of_today()}
    targets = picture.targets()
    while targets:
        hidden: dict[int, Number] = {}
        left: dict[Target, Number] = {}
        narrow = list(picture.attacker.narrow(_tables_of(targets)))
        narrow.sort(key=lambda each: targets[each[0]].cube == TOTAL)
        for target, telling in narrow:
            if not telling & hidden.keys():
                shown = [by_column[column] for column in telling & by_column.keys()]
                shown = [number for number in shown if number.is_shown]
                if not (found := shown or _more(picture, targets[target])):
                    continue  # nothing of today tells it
                number = targets[target]
                if not number.is_shown or number.day != picture.today or number.cube == TOTAL:
                    number = min(found, key=_worth)
                number.is_shown = False
                picture.attacker.forget(number.column, *number.bounds)
                hidden[number.column] = number
            left[target] = targets[target]
        targets = left | {(column, NOTHING): number for column, number in hidden.items()}


def _tables_of(targets: Mapping[Target, Number]) -> dict[Target, Hashable]:
    return {target: (each.place, each.day, each.cube) for target, each in targets.items()}


def _more(picture: Picture, number: Number) -> list[Number]:
    """Where no single number tells it: those of its place, or else of the whole theme."""
    near = [each for each in picture.of_today(number.place) if each.is_shown]
    return near or [each for each in picture.of_today() if each.is_shown]


def _worth(number: Number) -> tuple[bool, int, str, str]:
    """Totals are hidden last, and the smallest line first."""
    return number.cube == TOTAL, number.exact, number.cube, number.value
