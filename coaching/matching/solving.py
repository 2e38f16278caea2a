"""The plan that meets most of what people need, by HiGHS. Numbers only: no database, no words.

Everything is one whole-number program. Of a big stop not all options are looked at: those of the
best prices are (column generation), and what the others could add at most stands in the bound.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from coaching.matching.placing import TooMany, place
from coaching.matching.problem import Solved
from coaching.matching.program import Program
from coaching.matching.turns import in_turn

if TYPE_CHECKING:
    from coaching.matching.problem import Problem, Whole

FEW = 60_000  # options that are all looked at
FIRST = 16  # options of a need to begin with, in a big stop
MORE = 8  # options of a need that a round of prices adds
ROUNDING = 1e-6
NEAR = 1e-3  # of the bound, from which on prices are no longer looked at


def best(problem: Problem, *, seconds: float = 100.0) -> Solved:
    """The best plan that is found in that time: at least as many needs are met as in turn."""
    turn = in_turn(problem)
    if not turn:
        return Solved({}, 0.0, 0.0, is_best=True)
    ends = time.monotonic() + seconds
    options = _to_begin_with(problem, turn)
    is_big = len(options) < len(problem.need)
    program = Program(problem, at_least=len(turn), is_big=is_big)
    program.add(options)
    bound = _priced(program, ends) if is_big else float("inf")
    return _whole(problem, program, turn, bound, ends)


def _to_begin_with(problem: Problem, turn: dict[int, int]) -> Whole:
    """All options; in a big stop the best ones of each need, and what first come would take."""
    count = len(problem.need)
    if count <= FEW:
        return np.arange(count)
    # The best of each need, those of equal value mixed, so that not all want the same block.
    mixed = np.random.default_rng(1).permutation(count)
    order = mixed[np.lexsort((-problem.value[mixed], problem.need[mixed]))]
    needs = problem.need[order]
    rank = np.arange(count) - np.searchsorted(needs, needs)
    return np.union1d(order[rank < FIRST], np.array(sorted(turn), dtype=np.int64))


def _priced(program: Program, ends: float) -> float:
    """Bring in options whose price is good, until none could add anything; the bound by then."""
    bound = float("inf")
    while time.monotonic() < ends:
        value, gains = program.relaxed()
        hopeful = np.where(gains > 0, gains, 0.0)
        by_need = np.zeros(program.needs)
        np.maximum.at(by_need, program.problem.need, hopeful)
        bound = min(bound, value + float(by_need.sum()))
        if bound - value <= NEAR * bound:
            break
        program.add(_best_of_each(program.problem.need, gains))
    return bound


def _best_of_each(needs: Whole, gains: np.ndarray) -> Whole:
    """The options of most gain of each need."""
    hopeful = np.flatnonzero(gains > 0)
    order = hopeful[np.lexsort((-gains[hopeful], needs[hopeful]))]
    sorted_needs = needs[order]
    rank = np.arange(len(order)) - np.searchsorted(sorted_needs, sorted_needs)
    return np.sort(order[rank < MORE])


def _whole(
    problem: Problem, program: Program, turn: dict[int, int], bound: float, ends: float
) -> Solved:
    """Whole numbers, and an hour for everybody: what cannot be placed becomes a rule, and again."""
    while True:
        found = program.chosen(max(1.0, ends - time.monotonic()))
        if found is None:
            taken = np.array(sorted(turn), dtype=np.int64)
            return Solved(turn, program.value_of(taken), min(bound, program.most), is_best=False)
        options, most = found
        if slots := _placed(problem, program, options):
            solved = Solved(slots, program.value_of(options), min(bound, most), is_best=False)
            return replace(solved, is_best=solved.gap < ROUNDING)


def _placed(problem: Problem, program: Program, options: Whole) -> dict[int, int]:
    """The slot of each option; empty when some block cannot hold whoever comes, which is ruled out.

    All blocks are looked at before, so that one more round mends them all.
    """
    slots: dict[int, int] = {}
    fits = True
    blocks = problem.block[options]
    for number in np.unique(blocks).tolist():
        here = options[blocks == number].tolist()
        who = {int(problem.person[problem.need[each]]): each for each in here}
        hours = {person: problem.slots_for(person, number) for person in who}
        seats = {slot: problem.seats[slot] for slot in problem.blocks[number].slots}
        placed = place(hours, seats)
        if isinstance(placed, TooMany):
            program.forbid_crowd(number, placed)
            fits = False
        else:
            slots |= {who[person]: slot for person, slot in placed.items()}
    return slots if fits else {}
