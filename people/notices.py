"""What else there is to say in the morning, room by room: each room's `morning.py`.

`notices()` gives `Notice`s: to whom, a sentence, and the page that it leads to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.rooms import offered

if TYPE_CHECKING:
    from collections.abc import Callable, Collection


@dataclass(frozen=True)
class Notice:
    """Something to be told to whoever holds one of these roles; said in the active language."""

    roles: Collection[str]
    says: Callable[[], str]
    url: str


def notices() -> list[Notice]:
    """What every room has to tell this morning."""
    return [notice for of in offered("morning", "notices") for notice in of()]
