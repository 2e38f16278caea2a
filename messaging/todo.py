"""Messages that need somebody now: what people wrote, and what does not leave by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from messaging.health import for_hands, to_decide
from messaging.inbox import unread_threads
from messaging.models import Inbound, Message, Thread
from people.todo import MOST, Desk, TodoItem, counted

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django_stubs_ext import StrOrPromise

    from people.models import User


def todo(desk: Desk) -> list[TodoItem]:
    """Five items, a statement each."""
    arrivals = Inbound.objects.visible_to(desk.user).unread()
    mine = Message.objects.visible_to(desk.user)
    decide, hands = to_decide(mine, desk.now), for_hands(mine, desk.now)
    return [
        *_conversations(desk.user),
        _item(
            _("Messages that could not be read"),
            "file",
            "arrivals",
            arrivals,
            "arrived_at",
            position=20,
        ),
        _item(
            _("Messages that need a decision"), "warning", "queue", decide, "moved_at", position=70
        ),
        _item(_("Messages to send by hand"), "whatsapp", "by_hand", hands, "due_at", position=80),
    ]


def _conversations(user: User) -> list[TodoItem]:
    """What nobody has read, and what was given to `user`, read or not."""
    given = Thread.objects.visible_to(user).of_somebody().to_do().filter(assigned_to=user)
    unread = unread_threads(user)
    name, mine = _("Unread conversations"), _("Conversations in my hands")
    return [
        _item(name, "mail", "threads", unread, "last_at", position=10),
        _item(mine, "speak", "threads", given, "last_at", position=11, query="?box=mine"),
    ]


def _item(
    name: StrOrPromise,
    icon: str,
    page: str,
    rows: QuerySet[Any],
    moment: str,
    *,
    position: int,
    query: str = "",
) -> TodoItem:
    """The item of `rows`, oldest by the column `moment`; rows without a moment come last."""
    moments = rows.order_by(F(moment).asc(nulls_last=True)).values_list(moment, flat=True)[
        : MOST + 1
    ]
    menu = f"messaging:{page}"
    url = reverse(menu) + query
    return counted(name, icon, url, list(moments), position=position, menu=menu)
