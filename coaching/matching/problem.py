"""What a plan is made of, as numbers alone: people, what each needs, blocks of slots, options.

A block is what an expert gives on one day in the same ways: its slots differ by their hour only. An
option is that one need of one person is met in one block. Nobody meets more than one expert a day.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]
NONE = -1


@dataclass(frozen=True)
class Block:
    """The slots of a day of an expert, by their places among all slots, the earliest first."""

    expert: int
    day: int  # the number of the day, from any first one
    slots: tuple[int, ...]

    @property
    def week(self) -> int:
        """The number of its week."""
        return self.day // 7


@dataclass(frozen=True)
class Problem:
    """Who needs what, and who gives what.

    Needs and blocks are numbered from 0, people and experts by whatever keys. `limits` says how
    many sessions an expert still takes on a day ("day", expert, day) or in a week ("week", …).
    """

    person: Whole  # of each need
    group: Whole  # of each need: the province; NONE for none
    cap: dict[int, int]  # of a person: sessions at most
    blocks: list[Block]
    seats: list[int]  # of each slot
    need: Whole  # of each option
    block: Whole  # of each option
    value: Real  # of each option, the more the better
    limits: dict[tuple[str, int, int], int] = field(default_factory=dict)
    # The slots of a block that a person can come to; who is not named can come to all.
    only: dict[tuple[int, int], frozenset[int]] = field(default_factory=dict)

    @property
    def room(self) -> Whole:
        """How many each block can take."""
        return np.array([sum(self.seats[each] for each in one.slots) for one in self.blocks])

    def slots_for(self, person: int, block: int) -> tuple[int, ...]:
        """Those slots of a block that a person can come to, the earliest first."""
        slots, allowed = self.blocks[block].slots, self.only.get((person, block))
        return slots if allowed is None else tuple(each for each in slots if each in allowed)


@dataclass(frozen=True)
class Solved:
    """The options that are taken, and the slot of each; how near the best that is.

    `bound` is what no plan exceeds; `is_best` says that this one was proven to reach it.
    """

    slot_of: dict[int, int]
    value: float
    bound: float
    is_best: bool

    @property
    def gap(self) -> float:
        """How far from the best it may be at most, as a share of 1."""
        return max(0.0, (self.bound - self.value) / self.bound) if self.bound > 0 else 0.0
