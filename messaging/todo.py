"""Messages that need somebody now: what people wrote, and what does not leave by itself."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from django.db.models import DateTimeField, F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.composed import Composed, slot
from messaging.health import for_hands, to_decide
from messaging.inbox import unread_threads
from messaging.models import Inbound, Message, Thread
from people.todo import MOST, Desk, TodoItem, counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from django.db.models import QuerySet
    from django_stubs_ext import StrOrPromise

    from people.rights import Rights


PAGES = {  # the pages to which the items lead; one more for a box of the list
    "unread": ("threads", ""),
    "given": ("threads", "?box=mine"),
    "arrivals": ("arrivals", ""),
    "decide": ("queue", ""),
    "hands": ("by_hand", ""),
}


def todo(desk: Desk) -> list[TodoItem]:
    """Five items, a statement each."""
    asked = _asked(desk.rights)
    moments = {
        code: [at for row in each.named({"now": desk.now}) for at in row.values()]
        for code, each in asked.items()
    }
    item = partial(_item, moments)
    return [
        item("unread", _("Unread conversations"), "mail", position=10),
        item("given", _("Conversations in my hands"), "speak", position=11),
        item("arrivals", _("Messages that could not be read"), "file", position=20),
        item("decide", _("Messages that need a decision"), "warning", position=70),
        item("hands", _("Messages to send by hand"), "whatsapp", position=80),
    ]


@lru_cache(maxsize=256)  # composed once for each colleague
def _asked(rights: Rights) -> dict[str, Composed[Any]]:
    """What they ask, `now`: what nobody has read, what was given to them, and what lies there."""
    now, user = slot("now", DateTimeField()), rights.user
    given = Thread.objects.visible_to(user).of_somebody().to_do(now).filter(assigned_to=user)
    mine = Message.objects.visible_to(user)
    return {
        "unread": _oldest(unread_threads(user, now), "last_at"),
        "given": _oldest(given, "last_at"),
        "arrivals": _oldest(Inbound.objects.visible_to(user).unread(), "arrived_at"),
        "decide": _oldest(to_decide(mine, now), "moved_at"),
        "hands": _oldest(for_hands(mine, now), "due_at"),
    }


def _oldest(rows: QuerySet[Any], moment: str) -> Composed[Any]:
    """The moments of `rows` by the column `moment`; those without one come last."""
    ordered = rows.order_by(F(moment).asc(nulls_last=True))
    return Composed(ordered.values_list(moment)[: MOST + 1].all)


def _item(
    moments: Mapping[str, Sequence[datetime]],
    code: str,
    name: StrOrPromise,
    icon: str,
    *,
    position: int,
) -> TodoItem:
    page, query = PAGES[code]
    menu = f"messaging:{page}"
    url = reverse(menu) + query
    return counted(name, icon, url, moments[code], position=position, menu=menu)
