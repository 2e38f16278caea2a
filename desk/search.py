"""What the desk's search finds among the stops: each leads to its list of applications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from people.names import SIGNS, fold
from people.search import Hits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from people.models import User
    from programs.models import Stop

STOPS = 10  # how many are shown


def hits(_user: User, stops: Sequence[Stop], words: str) -> list[Hits]:
    """The stops that have every word in their name or that of their center. No statement."""
    typed = SIGNS.sub(" ", fold(words)).split()
    named = [stop for stop in stops if typed and _is_named(stop, typed)]
    return [Hits("stops", "desk/parts/found_stops.html", named[:STOPS], position=10)]


def _is_named(stop: Stop, words: Sequence[str]) -> bool:
    """Whether a stop or its center has every word, in any of its languages."""
    names = (
        getattr(each, f"name_{code}") for each in (stop, stop.center) for code in ("ar", "fr", "en")
    )
    text = fold(" ".join([*(name or "" for name in names), stop.slug, stop.prefix]))
    return all(word in text for word in words)
