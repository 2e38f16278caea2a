"""Who somebody is, for an expert who meets them: what the rooms that know files tell, by looking.

`brief(participations)` of a room's `brief.py` gives a `Brief` by participation. The number, the
identity and the answers of a file are no part of it; who may read it is decided by who asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.rooms import offered

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Known:
    """One theme: what each diagnosis said of it, the first one first, and what became of it."""

    theme: str
    levels: tuple[tuple[StrOrPromise, int], ...] = ()  # the moment, and the need of 100
    state: StrOrPromise = ""


@dataclass(frozen=True)
class Brief:
    """What kind of entrepreneur somebody is, at which stage, where, and what they need.

    `place` is the key of the province.
    """

    kind: StrOrPromise
    stage: StrOrPromise = ""
    province: str = ""
    place: int | None = None
    activity: str = ""
    needs: tuple[Known, ...] = ()


def people_briefed(participations: Collection[int]) -> dict[int, Brief]:
    """What is known of these people: as many statements for ten as for one."""
    found: dict[int, Brief] = {}
    for brief in offered("brief", "brief") if participations else ():
        told: Mapping[int, Brief] = brief(participations)
        found.update(told)
    return found
