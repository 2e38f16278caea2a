"""The plan of a stop as numbers alone: rules kept, the best proven, never worse than in turn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coaching.matching import solving
from coaching.matching.placing import TooMany, place
from coaching.matching.problem import Block, Problem
from coaching.matching.solving import best
from coaching.matching.turns import in_turn
from tests.coaching.numbers import broken, made_up


def small(seed: int) -> Problem:
    """A stop so small that every plan of it can be tried."""
    return made_up(4, 2, 6, seed=seed, themes=3, days=2)


def best_by_trying(problem: Problem) -> float:
    """The greatest value of all plans that break no rule; without shares of provinces.

    Whatever is added to a plan that breaks a rule, it stays broken; and where all that is left
    could not make a plan the best, nothing beyond it is tried either.
    """
    options = [np.flatnonzero(problem.need == need) for need in range(len(problem.person))]
    most = [float(problem.value[each].max(initial=0)) for each in options]
    found, waiting = 0.0, [(0, 0.0, dict[int, int]())]
    while waiting:
        need, value, plan = waiting.pop()
        found = max(found, value)
        if value + sum(most[need:]) <= found:
            continue
        waiting.append((need + 1, value, plan))
        for option in options[need].tolist():
            for slot in problem.slots_for(int(problem.person[need]), int(problem.block[option])):
                longer = plan | {option: slot}
                if not broken(problem, longer):
                    waiting.append((need + 1, value + float(problem.value[option]), longer))
    return found


@pytest.mark.parametrize("seed", range(8))
def test_a_small_plan_is_the_best_of_all_that_can_be_tried(seed: int) -> None:
    problem = replace(small(seed), group=np.full(len(small(seed).person), -1))
    solved = best(problem)
    assert (solved.is_best, broken(problem, solved.slot_of)) == (True, [])
    assert solved.value == pytest.approx(best_by_trying(problem))


@pytest.mark.parametrize("seed", range(3))
def test_a_plan_breaks_no_rule_and_meets_at_least_what_is_met_in_turn(seed: int) -> None:
    problem = made_up(60, 5, 60, seed=seed)
    solved, turn = best(problem), in_turn(problem)
    assert (broken(problem, solved.slot_of), broken(problem, turn)) == ([], [])
    assert (solved.is_best, len(solved.slot_of) >= len(turn) > 0) == (True, True)


def test_a_big_stop_is_planned_by_prices_within_one_part_in_a_hundred(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = made_up(120, 10, 200)
    exact = best(problem)
    monkeypatch.setattr(solving, "FEW", 50)
    monkeypatch.setattr(solving, "FIRST", 1)
    priced = best(problem)
    assert broken(problem, priced.slot_of) == []
    assert exact.value * 0.99 <= priced.value <= exact.value + 1e-6
    assert priced.bound >= exact.value - 1e-6


def test_a_province_gets_its_share_though_another_would_be_worth_more() -> None:
    blocks = [Block(0, 0, (0, 1))]
    far, near = 1, 0
    problem = Problem(
        person=np.arange(4),
        group=np.array([near, near, far, far]),
        cap=dict.fromkeys(range(4), 1),
        blocks=blocks,
        seats=[1, 1],
        need=np.arange(4),
        block=np.zeros(4, dtype=np.int64),
        value=np.array([190.0, 180.0, 151.0, 150.0]),
    )
    # A share of one half of two seats is one seat; eight tenths of it count down to none.
    assert sorted(best(problem).slot_of) == [0, 1]
    more = replace(problem, blocks=[Block(0, 0, (0, 1, 2))], seats=[1, 1, 1])
    assert sorted(best(more).slot_of) == [0, 1, 2]
    even = replace(
        more,
        value=np.array([190.0, 180.0, 120.0, 119.0]),
        group=np.array([near, near, far, far]),
    )
    assert sorted(best(even).slot_of) == [0, 1, 2]


def test_nobody_is_planned_where_nothing_is_free() -> None:
    problem = made_up(5, 1, 10)
    empty = replace(
        problem,
        need=np.zeros(0, dtype=np.int64),
        block=np.zeros(0, dtype=np.int64),
        value=np.zeros(0),
    )
    assert (best(empty).slot_of, best(empty).is_best) == ({}, True)


def test_whoever_can_come_to_one_hour_only_gets_it() -> None:
    placed = place({1: (10, 11), 2: (10,), 3: (11, 12)}, {10: 1, 11: 1, 12: 1})
    assert placed == {1: 11, 2: 10, 3: 12}


def test_people_who_are_too_many_for_their_hours_are_named() -> None:
    placed = place({1: (10,), 2: (10,), 3: (10, 11)}, {10: 1, 11: 1})
    assert placed == TooMany(frozenset({1, 2}), 1)
