"""What needs a center now, room by room: items of each room's `todo.py`, found by looking.

`todo(desk)` gives `TodoItem`s: how many wait, since when, and one way to what waits longest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from core.rooms import offered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from django_stubs_ext import StrOrPromise

    from people.models import User
    from programs.models import Stop

MOST = 999  # counted no further


@dataclass(frozen=True)
class Desk:
    """Who looks, at which stops, with what this browser keeps, and when."""

    user: User
    stops: Sequence[Stop]
    session: Mapping[str, Any]
    now: datetime


@dataclass(frozen=True)
class TodoItem:
    """One kind of thing that waits: `count` of them, the oldest since `since`; `url` leads to it.

    A lower `position` stands higher on the page.
    """

    name: StrOrPromise
    icon: str
    url: str
    position: int
    count: int = 0
    since: datetime | None = None
    more: bool = False  # than `count`

    @property
    def tone(self) -> str:
        """How its number looks."""
        return "warn" if self.count else "off"


def counted(
    name: StrOrPromise, icon: str, url: str, moments: Sequence[datetime], *, position: int
) -> TodoItem:
    """The item of as many things as there are `moments`, the oldest first; `MOST` + 1 at most."""
    since = moments[0] if moments else None
    return TodoItem(
        name, icon, url, position, min(len(moments), MOST), since, more=len(moments) > MOST
    )


def todo_items(user: User, session: Mapping[str, Any]) -> list[TodoItem]:
    """What waits for `user` at the stops of their centers: fifteen statements at most."""
    desk = Desk(user, list(user.stops_in_charge().order_by("pk")), session, timezone.now())
    items = [item for todo in offered("todo", "todo") for item in todo(desk)]
    return sorted(items, key=lambda item: item.position)
