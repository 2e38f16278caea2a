"""What needs somebody now: returned pieces, files to read, second looks, places that pass on."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from applications.waiting import composed_at, waiting_at
from core.composed import slot
from people.models import Membership
from people.roles import Role
from people.todo import MOST, counted
from selection.models import Decision, InformationRequest, Recusal, Review, Selection
from selection.second_looks import answerable_by, answerable_by_nobody

if TYPE_CHECKING:
    from applications.querysets import ApplicationQuerySet
    from core.composed import Composed
    from people.todo import Desk, TodoItem
    from programs.models import Stop

SOON = timedelta(hours=12)  # before a silent place passes on by itself
State = Application.State
ITEMS: dict[str, dict[str, Any]] = {  # how each item of the list is drawn
    "returned": {
        "name": _("Missing pieces that came back"),
        "icon": "paper",
        "page": "triage:card",
        "position": 20,
        "menu": "triage:next",
    },
    "own": {
        "name": _("Files given to you to read"),
        "icon": "file",
        "page": "triage:next",
        "position": 30,
    },
    "free": {
        "name": _("Files that nobody has in hand"),
        "icon": "waiting",
        "page": "triage:next",
        "position": 40,
    },
    "unreadable": {
        "name": _("Files that no reader is left for"),
        "icon": "shield",
        "page": "review:files",
        "position": 45,
    },
    "prepared": {
        "name": _("Decisions to look at and publish"),
        "icon": "check",
        "page": "deciding:decisions",
        "position": 48,
    },
    "stranded": {
        "name": _("Second looks that only another center can answer"),
        "icon": "forward",
        "page": "deciding:second-looks",
        "position": 55,
    },
    "offered": {
        "name": _("Places that pass on within twelve hours"),
        "icon": "clock",
        "page": "deciding:seats",
        "position": 60,
    },
}


def todo(desk: Desk) -> list[TodoItem]:
    """Five items, a statement each; three more for managers, and one to know where they are."""
    values = {"user": desk.user.pk, "soon": desk.now + SOON}
    asked = _asked(desk.keys)
    found = [waiting_at(desk.stops, each, values, **ITEMS[code]) for code, each in asked.items()]
    return [*found, _appeals(desk), *_of_managers(desk)]


@lru_cache(maxsize=256)  # composed once for the stops of a center
def _asked(stops: tuple[int, ...]) -> dict[str, Composed[Any]]:
    """What somebody asks of these stops, by its item; for `user`, of what ends by `soon`."""
    undecided = Review.objects.filter(
        application__state=State.SUBMITTED, application__decision=None
    )
    read = Review.objects.filter(application=OuterRef("pk"))
    mine = Recusal.objects.live().filter(reader=slot("user"))
    free = Application.objects.filter(
        ~Exists(read),
        ~Exists(mine.filter(application=OuterRef("pk"))),
        state=State.SUBMITTED,
        decision=None,
    )
    returned = InformationRequest.objects.returned().filter(
        ~Exists(mine.filter(application=OuterRef("application"))),
        application__state=State.SUBMITTED,
    )
    own = undecided.filter(reviewer=slot("user"), verdict="")
    offered = Application.objects.filter(state=State.ACCEPTED, confirm_by__lte=slot("soon"))
    return {
        "returned": composed_at(stops, returned, "answered_at"),
        "own": composed_at(stops, own, "assigned_at"),
        "free": composed_at(stops, free, "submitted_at"),
        "offered": composed_at(stops, offered, "confirm_by"),
    }


def _of_managers(desk: Desk) -> list[TodoItem]:
    """What only managers can do: publish, help files without a reader, hand looks over."""
    managed = _managed(desk)
    if not managed:
        return []
    asked = _asked_of_managers(tuple(stop.pk for stop in managed))
    return [waiting_at(managed, each, {}, **ITEMS[code]) for code, each in asked.items()]


@lru_cache(maxsize=256)
def _asked_of_managers(stops: tuple[int, ...]) -> dict[str, Composed[Any]]:
    prepared, nobodys = Decision.objects.going_out(), answerable_by_nobody(stops)
    return {
        "prepared": composed_at(stops, prepared, "prepared_at"),
        "unreadable": composed_at(stops, _without_reader(), "submitted_at"),
        "stranded": composed_at(stops, nobodys, "asked_at"),
    }


def _managed(desk: Desk) -> list[Stop]:
    """The stops of `desk` that its user manages."""
    if desk.user.is_superuser:
        return list(desk.stops)
    centers = set(desk.user.centers(Role.MANAGER).values_list("pk", flat=True))
    return [stop for stop in desk.stops if stop.center_id in centers]


def _without_reader() -> ApplicationQuerySet:
    """Files that somebody is off, in too few hands, while no reader of their center is left.

    Readers are the reviewers; the managers where there is none.
    """
    works = Membership.objects.filter(center=OuterRef("stop__center"), user__is_active=True)
    of_file = {"application": OuterRef(OuterRef("pk"))}
    takes = works.filter(
        ~Exists(Review.objects.filter(reviewer=OuterRef("user"), **of_file)),
        ~Exists(Recusal.objects.live().filter(reader=OuterRef("user"), **of_file)),
    )
    reviewer = works.filter(role=Role.REVIEWER)
    left = Exists(takes.filter(role=Role.REVIEWER)) | (
        ~Exists(reviewer) & Exists(takes.filter(role=Role.MANAGER))
    )
    twice = Selection.objects.filter(stop=OuterRef("stop"), reviews=2)
    reviews = Review.objects.filter(application=OuterRef("pk"))
    return Application.objects.filter(
        Exists(Recusal.objects.live().filter(application=OuterRef("pk"))),
        ~left,
        ~Exists(reviews.filter(slot=1)) | (Exists(twice) & ~Exists(reviews.filter(slot=2))),
        state=State.SUBMITTED,
        decision=None,
    )


def _appeals(desk: Desk) -> TodoItem:
    """The second looks that this person may answer, those handed to them from elsewhere too."""
    here = {stop.pk for stop in desk.stops}
    rows = answerable_by(desk.user, desk.stops).order_by("asked_at", "pk")
    columns = ("asked_at", "pk", "application__stop", "application__stop__slug")
    waiting = list(rows.values_list(*columns)[: MOST + 1])
    url = reverse("deciding:second-looks", args=[desk.stops[0].slug]) if desk.stops else ""
    if waiting:
        _since, pk, stop, slug = waiting[0]
        url = (
            reverse("deciding:second-looks", args=[slug])
            if stop in here
            else reverse("deciding:handed", args=[pk])
        )
    moments = [since for since, *_where in waiting]
    page = "deciding:second-looks"
    return counted(_("Second looks"), "people", url, moments, position=50, menu=page)
