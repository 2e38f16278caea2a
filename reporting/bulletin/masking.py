"""What a bulletin may say beyond the public figures: no number or difference is about few."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reporting.populations import FUNNEL, PUBLIC
from reporting.suppression import is_safe, moves_safely

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reporting.bulletin.sheet import Sheet


Past = Mapping[str, Sequence[int]]  # by step, every number that was shown, the oldest first


def past_of(sheets: Iterable[Sheet]) -> Past:
    """What `sheets` have shown, taken back or not."""
    shown: dict[str, list[int]] = defaultdict(list)
    for sheet in sheets:
        for step in sheet.funnel:
            shown[step.code].append(step.count)
    return shown


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
        if is_safe(count) and apart and moves_safely(count, past.get(step, [])):
            shown[step] = count
    return {step: shown[step] for step in FUNNEL if step in shown}
