"""The best selection under least shares, exact, by HiGHS. Numbers only: no database, no words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import highspy
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NEVER_EMPTY = 1.0  # a place is worth more than none, whatever the score
INFINITE = highspy.kHighsInf
OPTIONS = {"output_flag": False, "threads": 1, "mip_rel_gap": 0.0, "random_seed": 1}
# For which quotas they count: their places in the list of scores.
Alike = dict[tuple[bool, ...], list[int]]


@dataclass(frozen=True)
class Quota:
    """That at least `need` of `members` (places in the list of scores) are taken."""

    members: frozenset[int]
    need: int


@dataclass(frozen=True)
class Solved:
    """Who is taken, and how many each quota lacks when not all can be reached together."""

    taken: frozenset[int]
    lacking: tuple[int, ...]


def best(scores: Sequence[float], places: int, quotas: Sequence[Quota]) -> Solved:
    """Take at most `places`, with the greatest sum of scores, so that every quota is reached.

    Where they cannot all be reached, as few people as possible are lacking in all. Among files that
    count for the same quotas the better one is taken first, then the earlier one in the list: the
    same list gives the same answer.
    """
    alike = _alike(scores, quotas)
    lacking = _lacking(alike, places, quotas)
    needs = [quota.need - missing for quota, missing in zip(quotas, lacking, strict=True)]
    counts = _counts(alike, places, needs, scores)
    taken = (
        index for each, count in zip(alike.values(), counts, strict=True) for index in each[:count]
    )
    return Solved(frozenset(taken), lacking)


def conflict(scores: Sequence[float], places: int, quotas: Sequence[Quota]) -> list[int]:
    """Which quotas cannot be reached together, none of them too many; empty when all can be."""

    def impossible(which: list[int]) -> bool:
        some_quotas = [quotas[index] for index in which]
        return sum(_lacking(_alike(scores, some_quotas), places, some_quotas)) > 0

    kept = list(range(len(quotas)))
    if not impossible(kept):
        return []
    for index in range(len(quotas)):
        rest = [other for other in kept if other != index]
        kept = rest if impossible(rest) else kept
    return kept


def _alike(scores: Sequence[float], quotas: Sequence[Quota]) -> Alike:
    """The files that count for the same quotas, best and earliest first: only how many is open."""
    alike: Alike = {}
    for index in sorted(range(len(scores)), key=lambda each: (-scores[each], each)):
        alike.setdefault(tuple(index in quota.members for quota in quotas), []).append(index)
    return alike


def _lacking(alike: Alike, places: int, quotas: Sequence[Quota]) -> tuple[int, ...]:
    """How many people each quota lacks, when in all as few as possible do."""
    program = Program(places)
    columns = [program.column(0, len(each), whole=True, seats=1) for each in alike.values()]
    missing = [program.column(1, max(quota.need, 0), whole=True) for quota in quotas]
    for number, quota in enumerate(quotas):
        members = [column for column, counts in zip(columns, alike, strict=True) if counts[number]]
        program.at_least(quota.need, [*members, missing[number]])
    values = program.solved()
    return tuple(round(values[column]) for column in missing)


def _counts(alike: Alike, places: int, needs: Sequence[int], scores: Sequence[float]) -> list[int]:
    """How many of each kind are taken.

    The best of a kind come first by themselves, so only the sums must be whole.
    """
    program = Program(places)
    columns = []
    for each in alike.values():
        column = program.column(0, len(each), whole=True, seats=1)
        parts = [
            program.column(-scores[index] - NEVER_EMPTY, 1) for index in each[: max(places, 0)]
        ]
        program.equal(column, parts)
        columns.append(column)
    for number, need in enumerate(needs):
        program.at_least(
            need, [column for column, counts in zip(columns, alike, strict=True) if counts[number]]
        )
    values = program.solved()
    return [round(values[column]) for column in columns]


class Program:
    """A small program for HiGHS, by columns and rows. Its first row shares the places."""

    def __init__(self, places: int) -> None:
        self.cost: list[float] = []
        self.most: list[float] = []
        self.whole: list[bool] = []
        self.rows: list[tuple[float, float, dict[int, float]]] = [
            (-INFINITE, float(max(places, 0)), {})
        ]

    def column(self, cost: float, most: float, *, whole: bool = False, seats: float = 0) -> int:
        """A number between 0 and `most`; its place."""
        self.cost.append(cost)
        self.most.append(float(most))
        self.whole.append(whole)
        if seats:
            self.rows[0][2][len(self.cost) - 1] = seats
        return len(self.cost) - 1

    def at_least(self, need: float, columns: Iterable[int]) -> None:
        """The sum of these columns reaches `need`."""
        self.rows.append((float(need), INFINITE, dict.fromkeys(columns, 1.0)))

    def equal(self, column: int, parts: Iterable[int]) -> None:
        """A column is the sum of its parts."""
        self.rows.append((0.0, 0.0, {column: -1.0, **dict.fromkeys(parts, 1.0)}))

    def solved(self) -> list[float]:
        """The columns of least cost, exactly: always the same for the same program."""
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = len(self.cost), len(self.rows)
        program.col_cost_, program.col_lower_ = np.array(self.cost), np.zeros(len(self.cost))
        program.col_upper_ = np.array(self.most)
        program.row_lower_ = np.array([low for low, _high, _row in self.rows])
        program.row_upper_ = np.array([high for _low, high, _row in self.rows])
        matrix, kinds = program.a_matrix_, highspy.HighsVarType
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.start_ = np.cumsum([0, *(len(row) for _low, _high, row in self.rows)])
        matrix.index_ = np.array(
            [column for _low, _high, row in self.rows for column in row], dtype=np.int32
        )
        matrix.value_ = np.array(
            [value for _low, _high, row in self.rows for value in row.values()]
        )
        program.integrality_ = [
            kinds.kInteger if whole else kinds.kContinuous for whole in self.whole
        ]
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in OPTIONS.items():
            solver.setOptionValue(option, value)
        solver.passModel(program)
        solver.run()
        return list(solver.getSolution().col_value)
