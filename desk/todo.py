"""What needs somebody of a center now: each with how many, since when, and one way to the one that waits longest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from desk.importing import waiting_sheets
from messaging.health import for_hands, to_decide
from messaging.inbox import unread_threads
from messaging.models import Message
from selection.models import Appeal, InformationRequest, Review

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet
    from django_stubs_ext import StrOrPromise

    from people.models import User
    from programs.models import Stop

MOST = 999  # counted no further
SOON = timedelta(hours=12)  # before a silent place passes on by itself
State = Application.State


@dataclass(frozen=True)
class TodoItem:
    """One kind of thing that waits: `count` of them, the oldest since `since`; `url` leads to it."""

    name: StrOrPromise
    icon: str
    url: str
    count: int = 0
    since: datetime | None = None
    more: bool = False  # than `count`

    @property
    def tone(self) -> str:
        """How its number looks."""
        return "warn" if self.count else "off"


def todo_items(user: User, session: Mapping[str, Any]) -> list[TodoItem]:
    """Everything that waits for `user` at the stops of their centers; ten statements, however much it is."""
    stops = list(user.stops_in_charge().order_by("pk"))
    mine, now = Message.objects.visible_to(user), timezone.now()
    return [
        _messages(_("Unread conversations"), "mail", "threads", unread_threads(user), "last_at"),
        *_files(user, stops, now),
        _messages(_("Messages that need a decision"), "warning", "queue", to_decide(mine, now), "moved_at"),
        _messages(_("Messages to send by hand"), "whatsapp", "by_hand", for_hands(mine, now), "due_at"),
        _sheets(session, user),
    ]


def _files(user: User, stops: Sequence[Stop], now: datetime) -> list[TodoItem]:
    """What waits among the files."""
    given = Review.objects.filter(reviewer=user, verdict="", application__state=State.SUBMITTED)
    given = given.filter(application__decision=None)
    read = Review.objects.filter(application=OuterRef("pk"))
    free = Application.objects.filter(~Exists(read), state=State.SUBMITTED, decision=None)
    looks = Appeal.objects.filter(outcome="")
    offered = Application.objects.filter(state=State.ACCEPTED, confirm_by__lte=now + SOON)
    back = InformationRequest.objects.returned().filter(application__state=State.SUBMITTED)
    return [
        _at(stops, _("Missing pieces that came back"), "paper", "triage:card", back, "answered_at"),
        _at(stops, _("Files given to you to read"), "file", "triage:next", given, "assigned_at"),
        _at(stops, _("Files that nobody has in hand"), "waiting", "triage:next", free, "submitted_at"),
        _at(stops, _("Second looks"), "people", "deciding:second-looks", looks, "asked_at"),
        _at(stops, _("Places that pass on within twelve hours"), "clock", "deciding:seats", offered, "confirm_by"),
    ]


def _at(stops: Sequence[Stop], name: StrOrPromise, icon: str, page: str, rows: QuerySet[Any], moment: str) -> TodoItem:
    """An errand about files: its page is that of the stop where one waits longest, `triage:card` that very file's."""
    way = "" if rows.model is Application else "application__"
    here = {f"{way}stop": stops[0]} if len(stops) == 1 else {f"{way}stop__in": stops}
    sent = {f"{way}submitted_at__isnull": False}
    columns = (moment, f"{way}stop__slug", f"{way}reference")
    found = list(rows.filter(**here, **sent).order_by(moment).values_list(*columns)[: MOST + 1])
    url = ""
    if found and page == "triage:card":
        url = reverse(page, args=found[0][1:])
    elif stops and page != "triage:card":
        url = reverse(page, args=[found[0][1] if found else stops[0].slug])
    return _counted(name, icon, url, [when for when, *_where in found])


def _messages(name: StrOrPromise, icon: str, page: str, rows: QuerySet[Any], moment: str) -> TodoItem:
    found = rows.order_by(F(moment).asc(nulls_last=True)).values_list(moment, flat=True)[: MOST + 1]
    return _counted(name, icon, reverse(f"messaging:{page}"), list(found))


def _sheets(session: Mapping[str, Any], user: User) -> TodoItem:
    """Sheets that this browser sent within the hour and that are not recorded: something in them is to be put right."""
    sheets = waiting_sheets(session, user)
    url = reverse("desk:import-preview", args=[sheets[0].stop, sheets[0].address]) if sheets else ""
    return _counted(_("Sheets to put right or to confirm"), "digital", url, [sheet.since for sheet in sheets])


def _counted(name: StrOrPromise, icon: str, url: str, moments: list[datetime]) -> TodoItem:
    since = moments[0] if moments else None
    return TodoItem(name, icon, url, min(len(moments), MOST), since, more=len(moments) > MOST)
