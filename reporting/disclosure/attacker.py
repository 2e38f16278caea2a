"""What somebody can work out who knows every published number: a linear program, solved by HiGHS.

Each number that is shown or hidden is a column between two bounds; what holds whatever is published
(lines add up to their total, stops to their region, nobody left between two releases) is a row. How
small and how large a hidden number can still be are the two ends of what the attacker knows of it.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, TypeAlias

import highspy
import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

Real: TypeAlias = npt.NDArray[np.float64]
FEWEST = 5  # values that every hidden number must still be able to have
MOST = 10.0**7  # people of whom nothing else is known
ROUND = 1e-6  # what the solver's own arithmetic may be wrong by
NOTHING = -1
OPTIONS = {"output_flag": False, "threads": 1, "random_seed": 1, "simplex_strategy": 4}
Target = tuple[int, int]  # the column of a number, and of the one it is compared with, or NOTHING


def values_between(least: Real, most: Real) -> Real:
    """How many whole numbers stand between two ends."""
    return np.floor(most + ROUND) - np.ceil(least - ROUND) + 1


class Attacker:
    """The columns and rows of one theme; `narrow` says which numbers are known too well."""

    def __init__(self) -> None:
        self.lower: list[float] = []
        self.upper: list[float] = []
        self.rows: list[tuple[Mapping[int, float], float, float]] = []
        self._solver: highspy.Highs | None = None

    def column(self, least: float, most: float) -> int:
        """A number of which is known that it stands between these."""
        self.lower.append(least)
        self.upper.append(most)
        return len(self.lower) - 1

    def row(self, terms: Mapping[int, float], least: float, most: float) -> None:
        """That a sum of numbers stands between these."""
        self.rows.append((terms, least, most))

    def forget(self, column: int, least: float, most: float) -> None:
        """A number is no longer shown: only this is known of it by itself."""
        self.lower[column], self.upper[column] = least, most
        if self._solver is not None:
            self._solver.changeColBounds(column, least, most)

    def narrow(self, targets: Mapping[Target, Hashable]) -> Iterator[tuple[Target, set[int]]]:
        """Those of which fewer than five values are left, and the columns that tell it.

        `targets`, each with the table it stands in. Tables know little of each other: a number of
        each is asked for at once, and the point that answers shows for every target what is still
        possible. Only what no such point has cleared is asked for by itself.
        """
        known = _Known(list(targets))
        for together in _one_of_each(targets):
            asked = [target for target in together if known.is_open(target)]
            if asked:
                self._end(self._costs(asked), known)
                self._end(-self._costs(asked), known)
        for target in targets:
            if known.is_open(target):
                costs = self._costs([target])
                least, low = self._end(costs, known)
                most, high = self._end(-costs, known)
                if values_between(np.array(least), np.array(-most)) < FEWEST:
                    yield target, low | high

    def _costs(self, targets: Sequence[Target]) -> Real:
        costs = np.zeros(len(self.lower) + 1)
        for column, other in targets:
            costs[column] += 1
            costs[other] -= 1
        return costs[:-1]

    def _end(self, costs: Real, known: _Known) -> tuple[float, set[int]]:
        """The least that a sum can be, and the columns at a bound that keep it from being less.

        What the point on the way says of all targets is written down.
        """
        solver = self._solver or self._made()
        count = len(self.lower)
        solver.changeColsCost(count, np.arange(count, dtype=np.int32), costs)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"A program that has a solution was {solver.getModelStatus()}.")
        solution = solver.getSolution()
        point, duals = np.array(solution.col_value), np.array(solution.col_dual)
        known.see(point)
        return float(costs @ point), set(np.flatnonzero(np.abs(duals) > ROUND).tolist())

    def _made(self) -> highspy.Highs:
        """The solver, which goes on from its last point when only the question changes."""
        self._solver = solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in OPTIONS.items():
            solver.setOptionValue(option, value)
        solver.addVars(len(self.lower), np.array(self.lower), np.array(self.upper))
        starts = np.cumsum([0, *(len(terms) for terms, _, _ in self.rows)])[:-1]
        columns = [column for terms, _, _ in self.rows for column in terms]
        factors = [factor for terms, _, _ in self.rows for factor in terms.values()]
        solver.addRows(
            len(self.rows),
            np.array([least for _, least, _ in self.rows]),
            np.array([most for _, _, most in self.rows]),
            len(columns),
            starts.astype(np.int32),
            np.array(columns, dtype=np.int32),
            np.array(factors),
        )
        return solver


def _one_of_each(targets: Mapping[Target, Hashable]) -> Iterator[list[Target]]:
    """The first target of every table, then the second of every table, and so on."""
    tables: dict[Hashable, list[Target]] = {}
    for target, table in targets.items():
        tables.setdefault(table, []).append(target)
    for row in zip_longest(*tables.values()):
        yield [target for target in row if target]


class _Known:
    """How small and how large each target was seen to be able to be."""

    def __init__(self, targets: Sequence[Target]) -> None:
        pairs = np.array(targets, dtype=np.int64).reshape(-1, 2)
        self.places = {target: place for place, target in enumerate(targets)}
        self.columns, self.others = pairs[:, 0], pairs[:, 1]
        self.least = np.full(len(pairs), np.inf)
        self.most = np.full(len(pairs), -np.inf)
        self.is_narrow = np.ones(len(pairs), dtype=bool)

    def is_open(self, target: Target) -> bool:
        """Whether five values of it were not seen yet."""
        return bool(self.is_narrow[self.places[target]])

    def see(self, point: Real) -> None:
        """Widen what is possible by a point that satisfies everything."""
        values = np.append(point, 0.0)
        here = values[self.columns] - values[self.others]
        self.least, self.most = np.minimum(self.least, here), np.maximum(self.most, here)
        self.is_narrow = values_between(self.least, self.most) < FEWEST
