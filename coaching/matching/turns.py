"""First come, first served: what would become of the same people and hours without a plan."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coaching.matching.problem import Problem


def in_turn(problem: Problem) -> dict[int, int]:
    """Let each person, in the order of their keys, take the soonest slot for each of their needs.

    The same rules hold as for a plan. Returns the slot of each option that is taken.
    """
    options: dict[int, list[int]] = defaultdict(list)
    for option, need in enumerate(problem.need.tolist()):
        options[need].append(option)
    left, limits = dict(enumerate(problem.seats)), dict(problem.limits)
    caps, days = dict(problem.cap), set[tuple[int, int]]()
    taken: dict[int, int] = {}
    blocks = problem.block.tolist()
    for need, person in sorted(
        enumerate(problem.person.tolist()), key=lambda one: (one[1], one[0])
    ):
        if caps.get(person, 1) <= 0:
            continue
        for option in sorted(options[need], key=lambda one: (problem.blocks[blocks[one]].day, one)):
            block = problem.blocks[blocks[option]]
            rules = [("day", block.expert, block.day), ("week", block.expert, block.week)]
            if (person, block.day) in days or any(limits.get(rule, 1) <= 0 for rule in rules):
                continue
            free = (each for each in problem.slots_for(person, blocks[option]) if left[each])
            slot = next(free, None)
            if slot is not None:
                taken[option] = slot
                left[slot] -= 1
                caps[person] = caps.get(person, 1) - 1
                days.add((person, block.day))
                for rule in rules:
                    if rule in limits:
                        limits[rule] -= 1
                break
    return taken
