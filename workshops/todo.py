"""Workshops that need somebody now: drafts whose day is near, empty ones, missing links."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.models import BIGGEST_STAGE
from people.todo import TodoItem
from workshops.hall.todo_items import todo as of_hall
from workshops.models import Invitation, Workshop

if TYPE_CHECKING:
    from typing import Any

    from django_stubs_ext import StrOrPromise

    from people.todo import Desk

SOON = timedelta(days=7)
NEAR = timedelta(days=3)
A_DAY = timedelta(days=1)
PAGE = "planning:list"


def todo(desk: Desk) -> list[TodoItem]:
    """Four items of the stops of a center, in one statement; and those of the hall, in two."""
    return [*_planned(desk), *of_hall(desk)]


def _planned(desk: Desk) -> list[TodoItem]:
    kinds = _kinds(desk.now)
    asked: dict[str, Any] = {}
    for code, (_name, rule, _tab) in kinds.items():
        asked[f"{code}_count"] = Count("pk", filter=rule)
        asked[f"{code}_stop"] = Min("stop__slug", filter=rule)
    coming = Workshop.objects.filter(stop__in=desk.stops, starts_at__gt=desk.now)
    found = coming.annotate(invites=Exists(_waiting())).aggregate(**asked)
    return [
        TodoItem(
            name,
            "training",
            _url(found[f"{code}_stop"] or _first(desk), tab),
            position=position,
            count=found[f"{code}_count"],
            menu=PAGE,
        )
        for position, (code, (name, _rule, tab)) in enumerate(kinds.items(), start=40)
        if desk.stops
    ]


def _waiting() -> Any:
    return Invitation.objects.waiting().filter(workshop=OuterRef("pk"))


def _kinds(now: Any) -> dict[str, tuple[StrOrPromise, Q, str]]:
    """What waits, by kind: its words, which workshops, in which tab of the list."""
    draft, published = Q(state=Workshop.State.DRAFT), Q(state=Workshop.State.PUBLISHED)
    afar = ~Q(way=Workshop.Way.ON_SITE)
    return {
        "drafts": (
            _("Workshops in a week that are not published"),
            draft & Q(starts_at__lt=now + SOON),
            "draft",
        ),
        "empty": (
            _("Workshops in three days with too few people"),
            published & Q(starts_at__lt=now + NEAR, minimum__gt=0, taken__lt=F("minimum")),
            "published",
        ),
        "unlinked": (
            _("Big workshops tomorrow without a link"),
            published & afar & Q(starts_at__lt=now + A_DAY, link="", capacity__gt=BIGGEST_STAGE),
            "published",
        ),
        "invitations": (
            _("Workshops whose invitations wait"),
            published & Q(invites=True),
            "published",
        ),
    }


def _first(desk: Desk) -> str:
    return desk.stops[0].slug if desk.stops else ""


def _url(stop: str, tab: str) -> str:
    return f"{reverse(PAGE, args=[stop])}?tab={tab}"
