"""The program that HiGHS solves: a column for each option looked at, a row for each rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import highspy
import numpy as np
import numpy.typing as npt

from coaching.matching.problem import NONE

if TYPE_CHECKING:
    from coaching.matching.placing import TooMany
    from coaching.matching.problem import Problem, Real, Whole

INFINITE = highspy.kHighsInf
OPTIONS = {"output_flag": False, "threads": 1, "random_seed": 1}
EXACT, HALF, SMALL = 1e-9, 0.5, 1e-6
ROUGH = 3e-3  # how near the best whole numbers of a big stop have to be
FAIR = 0.8  # of its share of all sessions, that a province reaches if it can
LACKING = 60.0  # what a session that a province lacks costs


class Program:
    """Options of a problem, their rules, and the prices of those rules."""

    def __init__(self, problem: Problem, *, at_least: int, is_big: bool) -> None:
        self.problem, self.needs, self.is_big = problem, len(problem.person), is_big
        self.rows_of = np.full((len(problem.need), 8), NONE, dtype=np.int64)  # of each option
        self.columns = np.zeros(0, dtype=np.int64)  # the option of each, after the lacking ones
        self.is_in = np.zeros(len(problem.need), dtype=bool)
        self.floors = self._floors()
        self.day_of = self._days()
        self.solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in OPTIONS.items():
            self.solver.setOptionValue(option, value)
        self._write_rules(at_least)

    @property
    def most(self) -> float:
        """What no plan exceeds: the best option of every need."""
        best = np.zeros(self.needs)
        np.maximum.at(best, self.problem.need, self.problem.value)
        return float(best.sum())

    def value_of(self, options: Whole) -> float:
        """What these options are worth, less what provinces lack."""
        met = np.bincount(self._groups(options), minlength=len(self.floors))
        lacking = np.maximum(self.floors - met[: len(self.floors)], 0).sum()
        return float(self.problem.value[options].sum() - LACKING * lacking)

    def add(self, options: Whole) -> None:
        """Look at these options too."""
        new = options[~self.is_in[options]]
        self.is_in[new] = True
        self.columns = np.concatenate([self.columns, new])
        rows = np.sort(self.rows_of[new], axis=1)
        counts = (rows != NONE).sum(axis=1)
        starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
        self._add_columns(-self.problem.value[new], np.ones(len(new)), starts, rows[rows != NONE])

    def relaxed(self) -> tuple[float, Real]:
        """The value without whole numbers, and what each option not looked at would gain."""
        self.solver.run()
        while self._forbid_two_a_day(self._values()):
            self.solver.run()
        duals = np.append(np.array(self.solver.getSolution().row_dual), 0.0)  # the last: no row
        gains = self.problem.value + duals[self.rows_of].sum(axis=1)
        gains[self.is_in] = 0.0
        return -self.solver.getObjectiveValue(), np.where(gains > SMALL, gains, 0.0)

    def chosen(self, seconds: float) -> tuple[Whole, float] | None:
        """The options taken, and what no plan exceeds as far as all options are looked at.

        None where nothing was found in that time. Of a big stop the prices often give whole numbers
        by themselves; else what is whole already is kept, and the rest is looked at again.
        """
        self.solver.setOptionValue("time_limit", seconds)  # of each run
        if self.is_big:
            self._free()
            self.relaxed()
            values = self._values()
            if np.abs(values - values.round()).max(initial=0.0) < SMALL:
                return self._taken(values), INFINITE
            self._keep(values > 1 - SMALL)
            found = self._whole()
            if found is None:
                self._free()
                found = self._whole()
            return found
        return self._whole()

    def _whole(self) -> tuple[Whole, float] | None:
        """The best whole numbers by which nobody comes twice on a day."""
        self._make(highspy.HighsVarType.kInteger)
        self.solver.run()
        while self.solver.getSolution().value_valid:
            values = self._values()
            if not self._forbid_two_a_day(values):
                most = INFINITE if self.is_big else -self.solver.getInfo().mip_dual_bound
                return self._taken(values), most
            self.solver.run()
        return None

    def _keep(self, whole: npt.NDArray[np.bool_]) -> None:
        """Keep the options that are taken in whole already: little is open then."""
        for column in (np.flatnonzero(whole) + len(self.floors)).tolist():
            self.solver.changeColBounds(column, 1.0, 1.0)

    def _free(self) -> None:
        """Everything is open again, and may be taken in part."""
        self._make(highspy.HighsVarType.kContinuous)
        for column in range(len(self.floors), self.solver.getNumCol()):
            self.solver.changeColBounds(column, 0.0, 1.0)

    def _values(self) -> Real:
        """How far each option that is looked at is taken."""
        return np.array(self.solver.getSolution().col_value)[len(self.floors) :]

    def _taken(self, values: Real) -> Whole:
        return np.sort(self.columns[values > HALF])

    def _make(self, kind: highspy.HighsVarType) -> None:
        """Ask for options that are taken in whole or, for their prices, in part."""
        count = self.solver.getNumCol()
        kinds = np.full(count, kind)
        kinds[: len(self.floors)] = highspy.HighsVarType.kContinuous
        self.solver.changeColsIntegrality(count, np.arange(count, dtype=np.int32), kinds)
        self.solver.setOptionValue("mip_rel_gap", ROUGH if self.is_big else EXACT)

    def _forbid_two_a_day(self, values: Real) -> bool:
        """Rule out that somebody comes twice on a day, where these values do; whether one did."""
        days = self.day_of[self.columns]
        sums = np.bincount(days, weights=values, minlength=self.day_of.max(initial=-1) + 1)
        twice = np.flatnonzero(sums > 1 + SMALL)
        for day in twice.tolist():
            same = np.flatnonzero(self.day_of == day)
            self.rows_of[same, 7] = row = self._add_row(1.0)
            self._fill(row, same)
        return bool(len(twice))

    def forbid_crowd(self, block: int, crowd: TooMany) -> None:
        """Rule out that more of these people come to a block than have an hour there."""
        people = self.problem.person[self.problem.need]
        among = np.isin(people, sorted(crowd.people)) & (self.problem.block == block)
        self._fill(self._add_row(float(crowd.room)), np.flatnonzero(among))

    def _days(self) -> Whole:
        """The number of the person and day of each option."""
        day = np.array([one.day for one in self.problem.blocks], dtype=np.int64)
        person = self.problem.person[self.problem.need]
        keys = person * (1 + int(day.max(initial=0))) + day[self.problem.block]
        _keys, numbers = np.unique(keys, return_inverse=True)
        return np.asarray(numbers, dtype=np.int64)

    def _groups(self, options: Whole) -> Whole:
        groups: Whole = self.problem.group[self.problem.need[options]]
        return np.extract(groups != NONE, groups)

    def _floors(self) -> Whole:
        """What each province reaches if it can: its share of what can be met in all."""
        groups = self.problem.group[self.problem.group != NONE]
        wanted = np.bincount(groups) if len(groups) else np.zeros(0, dtype=np.int64)
        share = min(1.0, self.problem.room.sum() / max(1, self.needs))
        return np.asarray(np.floor(FAIR * share * wanted), dtype=np.int64)

    def _write_rules(self, at_least: int) -> None:
        """A row for each need, person, block, day and week of an expert, for all, for provinces."""
        need, problem = self.problem.need, self.problem
        self._write(0, need, np.ones(self.needs))
        owners, own = np.unique(problem.person, return_inverse=True)
        caps = np.array([float(problem.cap.get(person, 1)) for person in owners.tolist()])
        self._write(1, own[need], caps)
        self._write(2, problem.block, problem.room.astype(float))
        self._write_limits(3, "day")
        self._write_limits(4, "week")
        self._write(5, np.zeros(len(need), dtype=np.int64), np.array([INFINITE]), at_least)
        first = self.solver.getNumRow()
        groups = problem.group[need]
        self.rows_of[:, 6] = np.where(groups == NONE, NONE, groups + first)
        for floor in self.floors.tolist():
            self.solver.addRow(float(floor), INFINITE, 0, [], [])
        count = len(self.floors)
        rows = np.arange(first, first + count)
        self._add_columns(
            np.full(count, LACKING), self.floors.astype(float), np.arange(count), rows
        )
        if not self.is_big:  # of a big stop only those that somebody would break
            self._write(7, self.day_of, np.ones(self.day_of.max(initial=-1) + 1))

    def _write(self, column: int, keys: Whole, uppers: Real, lower: float = -INFINITE) -> None:
        """Rows with these upper ends; each option stands in the one of its key."""
        first = self.solver.getNumRow()
        self.rows_of[:, column] = np.where(keys == NONE, NONE, keys + first)
        for upper in uppers.tolist():
            self.solver.addRow(float(lower), upper, 0, [], [])

    def _write_limits(self, column: int, kind: str) -> None:
        rules = [each for each in self.problem.limits if each[0] == kind]
        place = {rule[1:]: number for number, rule in enumerate(rules)}
        keys = [
            place.get((one.expert, one.day if kind == "day" else one.week), NONE)
            for one in self.problem.blocks
        ]
        limits = np.array([float(self.problem.limits[rule]) for rule in rules])
        self._write(column, np.array(keys, dtype=np.int64)[self.problem.block], limits)

    def _add_columns(self, cost: Real, upper: Real, starts: Whole, rows: Whole) -> None:
        lower = np.zeros(len(cost))
        index, ones = rows.astype(np.int32), np.ones(len(rows))
        begin = starts.astype(np.int32)
        self.solver.addCols(len(cost), cost, lower, upper, len(rows), begin, index, ones)

    def _add_row(self, upper: float) -> int:
        self.solver.addRow(-INFINITE, upper, 0, [], [])
        return int(self.solver.getNumRow()) - 1

    def _fill(self, row: int, options: Whole) -> None:
        """Let those of these options that are looked at stand in a row."""
        among = np.isin(self.columns, options)
        for column in (np.flatnonzero(among) + len(self.floors)).tolist():
            self.solver.changeCoeff(row, column, 1.0)
