"""What the desk's search finds among workshops: by the words of a title, in any language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.spoken import LANGUAGES
from people.names import SIGNS, fold
from people.search import Hits
from workshops.models import Workshop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from people.models import User
    from programs.models import Stop

SHOWN = 10
LOOKED_AT = 1000  # the newest workshops of one's stops


def hits(_user: User, stops: Sequence[Stop], words: str) -> list[Hits]:
    """The workshops of these stops that have every word in their title; one statement."""
    typed = SIGNS.sub(" ", fold(words)).split()
    found: list[Workshop] = []
    if typed:
        rows = Workshop.objects.filter(stop__in=stops).select_related("stop")
        newest = rows.order_by("-starts_at", "pk")[:LOOKED_AT]
        found = [each for each in newest if _is_named(each, typed)]
    part = "workshops/planning/parts/found.html"
    more = len(found) > SHOWN
    return [Hits("workshops", part, found[:SHOWN], position=20, more=more)]


def _is_named(workshop: Workshop, words: Sequence[str]) -> bool:
    titles = (getattr(workshop, f"title_{code}") or "" for code in LANGUAGES)
    text = fold(" ".join(titles))
    return all(word in text for word in words)
