"""What needs somebody now: returned pieces, files to read, second looks, places that pass on."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from applications.waiting import waiting_at
from people.models import Membership
from people.roles import Role
from people.todo import MOST, counted
from selection.models import Decision, InformationRequest, Recusal, Review, Selection
from selection.second_looks import answerable_by, answerable_by_nobody

if TYPE_CHECKING:
    from applications.querysets import ApplicationQuerySet
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
    undecided = Review.objects.filter(
        application__state=State.SUBMITTED, application__decision=None
    )
    own = undecided.filter(reviewer=desk.user, verdict="")
    read = Review.objects.filter(application=OuterRef("pk"))
    mine = Recusal.objects.live().filter(reader=desk.user)
    free = Application.objects.filter(
        ~Exists(read),
        ~Exists(mine.filter(application=OuterRef("pk"))),
        state=State.SUBMITTED,
        decision=None,
    )
    offered = Application.objects.filter(state=State.ACCEPTED, confirm_by__lte=desk.now + SOON)
    returned = InformationRequest.objects.returned().filter(
        ~Exists(mine.filter(application=OuterRef("application"))),
        application__state=State.SUBMITTED,
    )
    item = partial(waiting_at, desk.stops)
    return [
        item(returned, "answered_at", **ITEMS["returned"]),
        item(own, "assigned_at", **ITEMS["own"]),
        item(free, "submitted_at", **ITEMS["free"]),
        _appeals(desk),
        item(offered, "confirm_by", **ITEMS["offered"]),
        *_of_managers(desk),
    ]


def _of_managers(desk: Desk) -> list[TodoItem]:
    """What only managers can do: publish, help files without a reader, hand looks over."""
    managed = _managed(desk)
    if not managed:
        return []
    prepared = Decision.objects.going_out()
    return [
        waiting_at(managed, prepared, "prepared_at", **ITEMS["prepared"]),
        waiting_at(managed, _without_reader(), "submitted_at", **ITEMS["unreadable"]),
        waiting_at(managed, answerable_by_nobody(managed), "asked_at", **ITEMS["stranded"]),
    ]


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
