"""Who and what staff look for: what every room's `search.py` finds, in the order of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.rooms import offered
from people.names import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from people.models import User
    from people.search import Hits


@dataclass(frozen=True)
class Results:
    """Every list of the page, the empty ones too."""

    lists: tuple[Hits, ...] = ()

    def rows(self, code: str) -> Sequence[Any]:
        """The rows of the list `code`; empty where nothing was found."""
        return next((hits.rows for hits in self.lists if hits.code == code), ())

    @property
    def shown(self) -> list[Hits]:
        """The lists that have rows."""
        return [hits for hits in self.lists if hits.rows]

    @property
    def more(self) -> bool:
        """Whether a list has more rows than are shown."""
        return any(hits.more for hits in self.lists)


def search(user: User, words: str) -> Results:
    """What `user` may open that `words` name; at most nine statements for any number of files."""
    if not fold(words):
        return Results()
    stops = list(user.stops_in_charge().select_related("center"))
    lists = [hits for hits_of in offered("search", "hits") for hits in hits_of(user, stops, words)]
    return Results(tuple(sorted(lists, key=lambda hits: hits.position)))
