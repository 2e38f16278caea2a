"""What waits among the files of some stops.

As many as there are, and the page of the one that waits longest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from applications.models import Application
from people.todo import MOST, TodoItem, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django_stubs_ext import StrOrPromise

    from programs.models import Stop


def waiting_at(
    stops: Sequence[Stop],
    rows: QuerySet[Any],
    moment: str,
    *,
    name: StrOrPromise,
    icon: str,
    page: str,
    position: int,
    menu: str = "",
) -> TodoItem:
    """The item of `rows` that were sent at `stops`, in one statement.

    `rows` are applications, or have one. `page` names the URL of a stop, that of the row which
    waits longest by its column `moment`; with `menu` the URL of that very file. Nobody links to
    a file where none waits. In the side menu it counts at `menu`, else at `page`.
    """
    path = "" if rows.model is Application else "application__"
    # One stop by itself, so that its own index is used.
    here = {f"{path}stop": stops[0]} if len(stops) == 1 else {f"{path}stop__in": stops}
    columns = (moment, f"{path}stop__slug", f"{path}reference")
    sent = rows.filter(**here, **{f"{path}submitted_at__isnull": False})
    waiting = list(sent.order_by(moment).values_list(*columns)[: MOST + 1])
    url = ""
    if waiting and menu:
        url = reverse(page, args=waiting[0][1:])
    elif stops and not menu:
        url = reverse(page, args=[waiting[0][1] if waiting else stops[0].slug])
    moments = [since for since, *_where in waiting]
    return counted(name, icon, url, moments, position=position, menu=menu or page)
