"""An attacker with a linear program: what all that was ever published says of small groups.

The attacker knows every published number and its night, that counts are never negative, that
nobody left between two nights, that everybody has exactly one value in each breakdown, and that
whoever takes part has applied.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

import highspy
import numpy as np

Key = tuple[str, str]  # population and breakdown
Truth = dict[Key, dict[str, int]]
SMALL = range(1, 5)
POPULATIONS = ("applications", "participants")


@dataclass
class Audit:
    """What the attacker writes down: one variable per population, breakdown, value and night."""

    domains: dict[str, list[str]]  # every value a person can have, by breakdown
    nights: int
    equal: list[tuple[dict[int, float], float]] = field(default_factory=list)
    at_most: list[tuple[dict[int, float], float]] = field(default_factory=list)
    index: dict[tuple[str, str, str, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Number the variables, and write down what holds whatever is published."""
        keys = [
            (population, breakdown, value, night)
            for population in POPULATIONS
            for breakdown, values in self.domains.items()
            for value in values
            for night in range(self.nights)
        ]
        self.index = {key: number for number, key in enumerate(keys)}
        for population, breakdown, value, night in keys:
            here = self.index[population, breakdown, value, night]
            if night:
                self.at_most.append(
                    ({self.index[population, breakdown, value, night - 1]: 1, here: -1}, 0)
                )
            if population == "participants":
                self.at_most.append(
                    ({here: 1, self.index["applications", breakdown, value, night]: -1}, 0)
                )
        self._one_value_each()

    def _one_value_each(self) -> None:
        """Every breakdown of a population counts the same people."""
        first, *others = self.domains
        for population, night, other in product(POPULATIONS, range(self.nights), others):
            whole = self.sum_of(population, first, self.domains[first], night)
            side = self.sum_of(population, other, self.domains[other], night)
            self.equal.append(({**whole, **dict.fromkeys(side, -1.0)}, 0))

    def sum_of(
        self, population: str, breakdown: str, values: Iterable[str], night: int
    ) -> dict[int, float]:
        return {self.index[population, breakdown, value, night]: 1.0 for value in values}

    def read(self, night: int, tables: Truth) -> None:
        """Write down what was published in one night."""
        for (population, breakdown), lines in tables.items():
            if breakdown == "total":
                first = next(iter(self.domains))
                self.equal.append(
                    (self.sum_of(population, first, self.domains[first], night), lines[""])
                )
                continue
            rest = [value for value in self.domains[breakdown] if value not in lines]
            for value, count in lines.items():
                if value:
                    self.equal.append((self.sum_of(population, breakdown, [value], night), count))
            self.equal.append((self.sum_of(population, breakdown, rest, night), lines.get("", 0)))

    def width(self, combination: dict[int, float]) -> float:
        """How uncertain a number stays: the largest value it can have, less the smallest."""
        cost = np.zeros(len(self.index))
        for column, factor in combination.items():
            cost[column] = factor
        ends = [self._least(cost), self._least(-cost)]
        return float("inf") if None in ends else -sum(end for end in ends if end is not None)

    def _least(self, cost: np.ndarray) -> float | None:
        solver = self._solver
        solver.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)
        solver.run()
        outcome = solver.getModelStatus()
        if outcome == highspy.HighsModelStatus.kUnbounded:
            return None
        assert outcome == highspy.HighsModelStatus.kOptimal
        return float(solver.getObjectiveValue())

    @cached_property
    def _solver(self) -> highspy.Highs:
        """All that was written down; it goes on from its last point when another is asked for."""
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        solver.setOptionValue("output_flag", False)  # noqa: FBT003
        solver.setOptionValue("presolve", "off")  # else it would not say what is unbounded
        many = len(self.index)
        solver.addVars(many, np.zeros(many), np.full(many, np.inf))
        rows = [(row, -np.inf, most) for row, most in self.at_most]
        rows += [(row, exactly, exactly) for row, exactly in self.equal]
        for row, least, most in rows:
            columns, factors = np.array([*row], dtype=np.int32), np.array([*row.values()], float)
            solver.addRow(least, most, len(row), columns, factors)
        return solver

    def narrow(self, truths: list[Truth]) -> Iterator[tuple[object, ...]]:
        """Every group of 1 to 4 people, or growth by as many, that is guessed to within five."""
        for (population, breakdown, value, night), here in self.index.items():
            now = truths[night][population, breakdown].get(value, 0)
            if now in SMALL and self.width({here: 1}) < 5 - 1e-6:
                yield population, breakdown, value, night, now
            if night:
                grown = now - truths[night - 1][population, breakdown].get(value, 0)
                before = self.index[population, breakdown, value, night - 1]
                if grown in SMALL and self.width({here: 1, before: -1}) < 5 - 1e-6:
                    yield "growth", population, breakdown, value, night, grown
