"""What the public may be shown of a breakdown: no number or difference is about 1 to 4 people.

Three rules, each proved by a linear program in tests/reporting/test_figures_suppression.py:

1. A line of its own needs five people. Everybody else is one line, "the rest": at least five people
   and at least two possible values, or the smallest lines join it; when no line is left, nothing is
   shown.
2. A table is renewed whole or not at all. Each line then stays as it was or moves by five or more
   from everything that was ever shown of it.
3. A value leaves the rest only when the rest without it is still as large as it was before.

And of a delicate breakdown (a need, an outcome, a refusal) no table says one thing of everybody.
"""

from collections.abc import Collection, Mapping
from itertools import chain

SMALLEST = 5
FEWEST_VALUES = 2  # that may hide in the rest: a rest of one value hides nobody
REST = ""
Lines = dict[str, int]
Seen = dict[str, list[int]]  # line: every number it had, newest last


def is_safe(people: int) -> bool:
    """Whether a number, or a difference of two, may be shown: about nobody, or about enough."""
    return people == 0 or abs(people) >= SMALLEST


def moves_safely(count: int, seen: Collection[int]) -> bool:
    """Whether `count` may follow the numbers that were `seen` in its place."""
    return all(is_safe(count - earlier) for earlier in seen)


def first_lines(live: Mapping[str, int], values: int) -> Lines:
    """The lines of a table shown for the first time; none when it cannot be shown.

    `values`: how many different ones a person can have.
    """
    lines = {value: count for value, count in live.items() if count >= SMALLEST}
    rest = sum(live.values()) - sum(lines.values())
    while lines and rest and (rest < SMALLEST or values - len(lines) < FEWEST_VALUES):
        rest += lines.pop(min(lines, key=lambda value: (lines[value], value)))
    return with_rest(lines, rest) if lines else {}


def next_lines(live: Mapping[str, int], values: int, past: Seen) -> Lines:
    """The lines that may replace those of the `past`; none when none may."""
    lines = {value: live.get(value, 0) for value in past if value != REST}
    rest = sum(live.values()) - sum(lines.values())
    rest_before = past.get(REST, [0])
    left = False
    for value in sorted(live.keys() - lines.keys(), key=lambda value: (-live[value], value)):
        stays = rest - live[value]
        hides = stays == 0 or (stays >= SMALLEST and values - len(lines) > FEWEST_VALUES)
        if live[value] >= SMALLEST and hides and stays >= rest_before[-1]:
            lines[value], rest, left = live[value], stays, True
    steps = chain(
        ((lines[value], past[value]) for value in past if value != REST),
        [] if left else [(rest, rest_before)],
    )
    safe = all(map(is_safe, [*lines.values(), rest])) and all(
        moves_safely(count, seen) for count, seen in steps
    )
    return with_rest(lines, rest) if safe else {}


def says_one_thing(lines: Lines) -> bool:
    """Whether whoever knows that somebody was counted learns from `lines` what they are."""
    return sum(count > 0 for count in lines.values()) == 1


def with_rest(lines: Lines, rest: int) -> Lines:
    """`lines`, and the rest when there is anybody in it."""
    return {**lines, REST: rest} if rest else lines


def remembered(past: Seen, lines: Lines) -> Seen:
    """The past once `lines` replace those shown. A rest of other people begins anew."""
    same_rest = past.keys() - {REST} == lines.keys() - {REST}
    kept = {value: numbers for value, numbers in past.items() if value != REST or same_rest}
    return {
        value: [*(old for old in kept.get(value, []) if old != now), now]
        for value, now in lines.items()
    }
