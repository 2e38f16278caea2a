"""The house's attacker knows as much as a general solver does."""

from random import Random

import numpy as np
import pytest
from scipy.optimize import linprog

from reporting.disclosure.attacker import NOTHING, Attacker, values_between


def test_ends_are_rounded_before_values_between_them_are_counted() -> None:
    ends = [(0, 4), (1e-9, 4), (0, 4 - 1e-9), (0.2, 4), (1, 4), (0, 3.9)]
    assert [int(values_between(np.array(low), np.array(high))) for low, high in ends] == [
        *(5, 5, 5, 4, 4, 4),
    ]


def rows_at_random(rng: Random) -> Attacker:
    """Lines of two tables of the same people, in bands of five, and their total."""
    attacker = Attacker()
    total = 0.0
    columns: list[list[int]] = []
    people = [rng.randrange(30) for _ in range(4)]
    other = [sum(people) - 7, 7] if sum(people) > 7 else [sum(people), 0]
    for table in (people, other):
        bands = [(count // 5 * 5, count // 5 * 5 + 4) for count in table]
        columns.append([attacker.column(*band) for band in bands])
    total = sum(people) // 5 * 5
    whole = attacker.column(total, total + 4)
    for table in columns:
        attacker.row({**dict.fromkeys(table, 1.0), whole: -1.0}, 0, 0)
    return attacker


@pytest.mark.parametrize("seed", range(12))
def test_it_finds_what_a_general_solver_finds(seed: int) -> None:
    attacker = rows_at_random(Random(seed))  # noqa: S311  the same draw each time
    count = len(attacker.lower)
    matrix = [[terms.get(column, 0.0) for column in range(count)] for terms, *_ in attacker.rows]
    bounds = list(zip(attacker.lower, attacker.upper, strict=True))
    narrow = set()
    for column in range(count):
        cost = np.eye(count)[column]
        low, high = (
            linprog(side, A_eq=matrix, b_eq=[0] * len(matrix), bounds=bounds).fun
            for side in (cost, -cost)
        )
        if values_between(np.array(low), np.array(-high)) < 5:
            narrow.add(column)
    targets = {(column, NOTHING): column for column in range(count)}
    assert {target[0] for target, _ in attacker.narrow(targets)} == narrow


def test_some_of_these_are_known_too_well() -> None:
    targets = {(column, NOTHING): column for column in range(7)}
    drawn = [rows_at_random(Random(seed)) for seed in range(12)]  # noqa: S311
    found = [len(list(attacker.narrow(targets))) for attacker in drawn]
    assert sum(found) > 0
