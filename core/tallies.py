"""Tallies of what happens often: kept in Redis, until the clock takes them to be written down.

Counting costs no statement. What was not yet taken is gone with a Redis that is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from django.core.cache import caches

if TYPE_CHECKING:
    from collections.abc import Mapping


class Keeper(Protocol):
    """A cache that can keep tallies."""

    def tally(self, name: str, lines: Mapping[str, int]) -> None:
        """Count `lines` of the tally `name`, each as often as it says."""

    def take_tally(self, name: str) -> dict[str, int]:
        """All that was counted, which begins anew."""


def count(name: str, line: str) -> None:
    """Count `line` once more in the tally `name`."""
    _keeper().tally(name, {line: 1})


def take(name: str) -> dict[str, int]:
    """What was counted since the last time; nothing while Redis is away."""
    return _keeper().take_tally(name)


def is_any(name: str) -> bool:
    """Whether anything was counted since the last time; no while Redis is away."""
    return caches["default"].has_key(name)


def put_back(name: str, lines: Mapping[str, int]) -> None:
    """Count again what was taken and could not be written down."""
    _keeper().tally(name, lines)


def _keeper() -> Keeper:
    return cast("Keeper", caches["default"])
