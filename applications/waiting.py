"""What waits among the files of some stops.

As many as there are, and the page of the one that waits longest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from applications.models import Application
from core.composed import Composed
from people.todo import MOST, TodoItem, counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet
    from django_stubs_ext import StrOrPromise

    from programs.models import Stop


def composed_at(stops: Sequence[int], rows: QuerySet[Any], moment: str) -> Composed[Any]:
    """What waits of `rows` at the stops with these keys, longest by its column `moment` first.

    `rows` are applications, or have one; they may hold slots.
    """
    path = "" if rows.model is Application else "application__"
    # One stop by itself, so that its own index is used.
    here = {f"{path}stop": stops[0]} if len(stops) == 1 else {f"{path}stop__in": stops}
    columns = (moment, f"{path}stop__slug", f"{path}reference")
    sent = rows.filter(**here, **{f"{path}submitted_at__isnull": False})
    return Composed(lambda: sent.order_by(moment).values_list(*columns)[: MOST + 1])


def waiting_at(
    stops: Sequence[Stop],
    asked: Composed[Any],
    values: Mapping[str, Any],
    *,
    name: StrOrPromise,
    icon: str,
    page: str,
    position: int,
    menu: str = "",
) -> TodoItem:
    """The item of what is `asked` of `stops`, with these values: one statement, none without stops.

    `page` names the URL of a stop, that of the row which waits longest; with `menu` the URL of
    that very file. Nobody links to a file where none waits. In the side menu it counts at `menu`,
    else at `page`.
    """
    waiting = [tuple(each.values()) for each in asked.named(values)] if stops else []
    url = ""
    if waiting and menu:
        url = reverse(page, args=waiting[0][1:])
    elif stops and not menu:
        url = reverse(page, args=[waiting[0][1] if waiting else stops[0].slug])
    moments = [since for since, *_where in waiting]
    return counted(name, icon, url, moments, position=position, menu=menu or page)
