"""Requests that have waited for too long, after 9, 21 and 45 days; and what waits of experts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coaching.hours.todo_items import todo as of_experts
from coaching.models import Request
from coaching.session.todo_items import todo as of_sessions
from coaching.staff.waiting import DAYS
from people.todo import TodoItem

if TYPE_CHECKING:
    from typing import Any

    from people.todo import Desk

PAGE = "coaching:requests"
FIRST, SECOND, LAST = DAYS
NAMES = {
    FIRST: _("Requests for a session that have waited for 9 to 20 days"),
    SECOND: _("Requests for a session that have waited for 21 to 44 days: ask experts for days"),
    LAST: _("Requests for a session that have waited for 45 days or more: tell them kindly"),
}
POSITION = 54


def todo(desk: Desk) -> list[TodoItem]:
    """Items of requests, in one statement; of experts, in two; of sessions, in three."""
    return [*_waiting(desk), *of_experts(desk), *of_sessions(desk)]


def _waiting(desk: Desk) -> list[TodoItem]:
    """Each request stands in one."""
    if not desk.stops:
        return []
    kinds: dict[int, Q] = {
        days: Q(at__lte=desk.now - timedelta(days))
        & (Q(at__gt=desk.now - timedelta(later)) if later else Q())
        for days, later in zip(DAYS, (*DAYS[1:], None), strict=True)
    }
    asked: dict[str, Any] = {}
    for days, rule in kinds.items():
        asked[f"count_{days}"] = Count("pk", filter=rule)
        asked[f"since_{days}"] = Min("at", filter=rule)
        asked[f"stop_{days}"] = Min("participation__stop__slug", filter=rule)
    waits = Request.objects.filter(participation__stop__in=desk.stops, state=Request.State.WAITING)
    found = waits.aggregate(**asked)
    return [
        TodoItem(
            NAMES[days],
            "clock",
            reverse(PAGE, args=[found[f"stop_{days}"] or desk.stops[0].slug]),
            position=position,
            count=found[f"count_{days}"],
            since=found[f"since_{days}"],
            menu=PAGE,
        )
        for position, days in enumerate(DAYS, start=POSITION)
    ]
