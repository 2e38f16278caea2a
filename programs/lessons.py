"""What a team took over from an earlier stop, said again where it is to change something.

A room that keeps such lessons offers `learned(stops)` in its `learned.py`: what holds for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.rooms import offered

if TYPE_CHECKING:
    from collections.abc import Collection

    from programs.models import Stop


@dataclass(frozen=True)
class Learned:
    """A lesson: what it is about, by the name of the room in which it is done.

    `empty-CODE` and `corrected-CODE` of a question, `stops-CODE` of a page, `DAY-HOUR` of a week.
    """

    about: str


def lessons_of(stops: Collection[Stop]) -> list[Learned]:
    """The lessons of every room."""
    return [each for told in offered("learned", "learned") for each in told(stops)]
