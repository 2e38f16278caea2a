"""When people are taken already, room by room: what each room's `busy.py` says, found by looking.

`busy(people, first, last)` gives `Busy`s of these accounts, whether they take part or lead, that
touch the time from `first` to `last`. What is said is true until somebody changes it: whoever
relies on it holds the lock of these people (`lock`), after the locks of rows and before it writes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.locks import hold
from core.rooms import offered

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

LOCK = 0x70656F << 40  # where the keys of these locks begin, among those of PostgreSQL


@dataclass(frozen=True, slots=True)
class Busy:
    """That somebody is taken from one moment to another; `about` is what the room calls it."""

    person: int
    starts_at: datetime
    ends_at: datetime
    title: str  # what it is, as its own person may read it
    about: str  # such as `seat 12`, by which a room knows its own


def when_busy(people: Collection[int], first: datetime, last: datetime) -> list[Busy]:
    """Everything that keeps these people then, in all rooms, the earliest first."""
    found = [each for of in offered("busy", "busy") for each in of(people, first, last)]
    return sorted(found, key=lambda each: (each.starts_at, each.about))


def lock(*people: int) -> None:
    """Hold these people until the transaction ends, in the one order in which nobody waits."""
    hold(LOCK, people)
