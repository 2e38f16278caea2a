"""What needs somebody now at the desk: notes that name them, tasks, opinions, sheets."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications.waiting import composed_at, waiting_at
from core.composed import Composed, slot
from desk.models import Lesson, Mention, Opinion, Task
from desk.models.notes import today
from desk.parcels import waiting_sheets
from people.todo import MOST, counted
from programs.models import Stop

if TYPE_CHECKING:
    from people.rights import Rights
    from people.todo import Desk, TodoItem


def todo(desk: Desk) -> list[TodoItem]:
    """Five items: the first three a statement each, the last two where a stop is prepared."""
    asked = _asked(desk.rights, desk.keys)
    opinions: dict[str, Any] = {
        "name": _("Outside opinions that came back"),
        "icon": "bank",
        "page": "file:page",
        "position": 22,
        "menu": "files:list",
    }
    return [
        _mentions(asked["mentions"]),
        _tasks(asked["tasks"]),
        waiting_at(desk.stops, asked["opinions"], {}, **opinions),
        _sheets(desk),
        _lessons(desk),
    ]


@lru_cache(maxsize=256)  # composed once for each colleague
def _asked(rights: Rights, stops: tuple[int, ...]) -> dict[str, Composed[Any]]:
    mentions = Mention.objects.waiting_for(rights.user).order_by("note__written_at", "pk")
    of_file = ("note__application__stop__slug", "note__application__reference")
    named = mentions.values_list("note__written_at", *of_file)[: MOST + 1]
    tasks = Task.objects.waiting_for(rights.user).filter(due__lte=slot("today"))
    days = tasks.values_list("due")[: MOST + 1]
    return {
        "mentions": Composed(lambda: named),
        "tasks": Composed(lambda: days),
        "opinions": composed_at(stops, Opinion.objects.unread_for(rights.user), "given_at"),
    }


def _mentions(asked: Composed[Any]) -> TodoItem:
    """Notes that name this person and that they have not read."""
    waiting = [tuple(each.values()) for each in asked.named({})]
    url = f"{reverse('file:page', args=waiting[0][1:])}#notes" if waiting else ""
    moments = [since for since, *_where in waiting]
    name = _("Notes that name you")
    return counted(name, "pencil", url, moments, position=12, menu="files:list")


def _tasks(asked: Composed[Any]) -> TodoItem:
    """Tasks of this person whose day has come, and those that are late."""
    now = today()
    days = [each["due"] for each in asked.named({"today": now})]
    late = sum(day < now for day in days)
    name = _("Your tasks for today, some of them late") if late else _("Your tasks for today")
    page = "file:my-tasks"
    return counted(name, "check", reverse(page), days, position=14, menu=page)


def _sheets(desk: Desk) -> TodoItem:
    """Sheets that this browser sent within the hour and that are not recorded yet."""
    sheets = waiting_sheets(desk.session, desk.user)
    url = reverse("desk:import-preview", args=[sheets[0].stop, sheets[0].address]) if sheets else ""
    name = _("Sheets to put right or to confirm")
    moments = [sheet.since for sheet in sheets]
    return counted(name, "digital", url, moments, position=90, menu="desk:import")


def _lessons(desk: Desk) -> TodoItem:
    """Stops in preparation for which nobody has looked at what an earlier one proposes."""
    prepared = [stop for stop in desk.stops if stop.state == Stop.State.PREPARED]
    began = Stop.objects.exclude(state=Stop.State.PREPARED).order_by("-opens_at")
    earlier = dict(began.values_list("program", "opens_at")) if prepared else {}
    looked = Lesson.objects.filter(stop__in=prepared).order_by().values_list("stop", flat=True)
    known = set(looked) if prepared else set()
    waiting = [
        stop
        for stop in sorted(prepared, key=lambda stop: stop.opens_at)
        if stop.pk not in known
        and stop.program_id in earlier
        and earlier[stop.program_id] < stop.opens_at
    ]
    url = reverse("memory:memory", args=[waiting[0].slug]) if waiting else ""
    name = _("Stops that may learn from an earlier one")
    moments = [earlier[stop.program_id] for stop in waiting]
    return counted(name, "idea", url, moments, position=92, menu="memory:memory")
