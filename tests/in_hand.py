"""A cache of this process alone, for tests that empty it before each of thousands of requests."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.core.cache.backends.locmem import LocMemCache

if TYPE_CHECKING:
    from collections.abc import Mapping


class InHand(LocMemCache):
    """Django's own, which counts lines of a tally as ours does."""

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        super().__init__(name, params)
        self.tallies: dict[str, Counter[str]] = {}

    def tally(self, name: str, lines: Mapping[str, int]) -> None:
        """Count lines of a tally."""
        self.tallies.setdefault(name, Counter()).update(lines)

    def take_tally(self, name: str) -> dict[str, int]:
        """Take all that was counted."""
        return dict(self.tallies.pop(name, {}))

    def clear(self) -> None:
        """Forget everything."""
        super().clear()
        self.tallies.clear()
