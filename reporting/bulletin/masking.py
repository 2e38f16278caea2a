"""What a bulletin may say beyond the public figures: no number or difference is about few people.

The rules are those of `reporting.suppression`; the past is what earlier versions have shown.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporting.populations import FUNNEL, PUBLIC
from reporting.suppression import (
    Lines,
    Seen,
    first_lines,
    is_safe,
    moves_safely,
    next_lines,
    remembered,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reporting.bulletin.sheet import Sheet


@dataclass(frozen=True)
class Past:
    """Every number that earlier versions have shown, taken back or not, the oldest first."""

    funnel: Mapping[str, list[int]]
    needs: Seen


def past_of(sheets: Iterable[Sheet]) -> Past:
    """What `sheets`, the oldest first, have shown."""
    funnel: dict[str, list[int]] = defaultdict(list)
    needs: Seen = {}
    for sheet in sheets:
        for step in sheet.funnel:
            funnel[step.code].append(step.count)
        if sheet.needs:
            needs = remembered(needs, {line.value: line.count for line in sheet.needs.lines})
    return Past(funnel, needs)


def funnel_of(counts: Mapping[str, int], public: Mapping[str, int], past: Past) -> dict[str, int]:
    """The steps that may be shown, in their order; the public ones as everybody sees them.

    A step is left out where it, or what it differs by from another or from an earlier version, is
    about 1 to 4 people.
    """
    shown = {step: public[step] for step in PUBLIC if step in public}
    for step in FUNNEL:
        count = counts.get(step, 0)
        if step in PUBLIC or not count:
            continue
        apart = all(is_safe(count - other) for other in shown.values())
        if is_safe(count) and apart and moves_safely(count, past.funnel.get(step, [])):
            shown[step] = count
    return {step: shown[step] for step in FUNNEL if step in shown}


def needs_of(counts: Mapping[str, int], people: int, themes: int, past: Past) -> Lines:
    """How many people have a need on each theme, the small ones together; {} where none may be.

    A theme that all but 1 to 4 of the `people` need has no line either.
    """
    told = {theme: count for theme, count in counts.items() if is_safe(people - count)}
    if past.needs:
        return next_lines(told, themes, past.needs)
    return first_lines(told, themes)
