"""The whole plan of a stop: how much is met beside first come, first served, and what it costs."""

from __future__ import annotations

import resource
import sys
import time

from coaching.matching.solving import best
from coaching.matching.turns import in_turn
from tests.coaching.numbers import broken, made_up

SIZES = ((300, 20, 600), (3000, 200, 6000))  # people, experts, slots


def main() -> None:
    """Print a line for each size. What a plan reaches is checked before it is said."""
    for people, experts, slots in SIZES:
        problem = made_up(people, experts, slots)
        turn = in_turn(problem)
        wall, spent = time.perf_counter(), time.process_time()
        solved = best(problem)
        wall, spent = time.perf_counter() - wall, time.process_time() - spent
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        if len(solved.slot_of) < len(turn):
            raise AssertionError("A plan meets less than first come, first served.")
        if people == SIZES[0][0] and (faults := broken(problem, solved.slot_of)):
            raise AssertionError(faults)
        told = (
            f"{people:,} people × {experts} experts × {slots:,} slots: "
            f"{len(problem.person):,} needs, {len(problem.need):,} options; "
            f"met {len(solved.slot_of):,}, in turn {len(turn):,}; "
            f"{'proven best' if solved.is_best else f'within {solved.gap:.2%}'}; "
            f"{spent:.1f} s CPU, {wall:.1f} s, {peak} MB"
        )
        sys.stdout.write(f"{told}\n")


if __name__ == "__main__":
    main()
