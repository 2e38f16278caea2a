"""Who comes, in short, for whoever leads a workshop: kind and themes, no phone and no file.

`in_short(participations)` of a room's `in_short.py` gives an `InShort` by participation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.rooms import offered

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class InShort:
    """What kind of entrepreneur somebody is, and the themes on which they need support."""

    kind: StrOrPromise
    themes: tuple[str, ...] = ()


def people_in_short(participations: Collection[int]) -> dict[int, InShort]:
    """What the rooms that know files tell of these participations: two statements in all."""
    found: dict[int, InShort] = {}
    for in_short in offered("in_short", "in_short"):
        told: Mapping[int, InShort] = in_short(participations)
        found.update(told)
    return found
