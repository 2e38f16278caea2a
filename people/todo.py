"""What needs a center now, room by room: items of each room's `todo.py`, found by looking.

`todo(desk)` gives `TodoItem`s: how many wait, since when, and one way to what waits longest.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.utils import timezone

from core.rooms import offered
from people.rights import Rights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from django_stubs_ext import StrOrPromise

    from people.models import User
    from programs.models import Stop

MOST = 999  # counted no further
KEPT = 60 * 60  # seconds for which the side menu shows what was counted


@dataclass(frozen=True)
class Desk:
    """Who looks, at which stops, with what this browser keeps, and when."""

    user: User
    stops: Sequence[Stop]
    session: Mapping[str, Any]
    now: datetime

    @property
    def rights(self) -> Rights:
        """What a statement that is composed once hangs on, beside the stops."""
        return Rights.of(self.user)

    @property
    def keys(self) -> tuple[int, ...]:
        """The keys of the stops."""
        return tuple(stop.pk for stop in self.stops)


@dataclass(frozen=True)
class TodoItem:
    """One kind of thing that waits: `count` of them, the oldest since `since`; `url` leads to it.

    A lower `position` stands higher on the page. In the side menu it counts at the page `menu`.
    """

    name: StrOrPromise
    icon: str
    url: str
    position: int
    count: int = 0
    since: date | None = None  # a moment, or a day where no time is known
    more: bool = False  # than `count`
    menu: str = ""

    @property
    def is_ahead(self) -> bool:
        """Whether the first of them is a day that is still to come."""
        if self.since is None:
            return False
        if isinstance(self.since, datetime):
            return self.since > timezone.now()
        return self.since > timezone.localdate()

    @property
    def tone(self) -> str:
        """How its number looks."""
        return "warn" if self.count else "off"


def counted(
    name: StrOrPromise,
    icon: str,
    url: str,
    moments: Sequence[date],
    *,
    position: int,
    menu: str = "",
) -> TodoItem:
    """The item of as many things as there are `moments`, the oldest first; `MOST` + 1 at most."""
    since = moments[0] if moments else None
    count, more = min(len(moments), MOST), len(moments) > MOST
    return TodoItem(name, icon, url, position, count, since, more=more, menu=menu)


def todo_items(user: User, session: Mapping[str, Any]) -> list[TodoItem]:
    """What waits for `user` at the stops of their centers: thirty statements at most.

    How many wait at which page is kept for the side menu of the pages that they open next.
    """
    desk = Desk(user, list(user.stops_in_charge().order_by("pk")), session, timezone.now())
    items = [item for todo in offered("todo", "todo") for item in todo(desk)]
    counts = Counter[str]()
    for item in items:
        counts[item.menu] += item.count
    cache.set(_kept_at(user), (desk.now, dict(counts)), KEPT)
    return sorted(items, key=lambda item: item.position)


def last_counts(user: User) -> tuple[datetime | None, dict[str, int]]:
    """When was last counted what waits for `user`, and how many at which page of the menu."""
    found: tuple[datetime | None, dict[str, int]] = cache.get(_kept_at(user), (None, {}))
    return found


def _kept_at(user: User) -> str:
    return f"waiting:{user.pk}"
