"""What needs somebody now: returned pieces, files to read, second looks, places that pass on."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from applications.waiting import waiting_at
from selection.models import Appeal, InformationRequest, Review

if TYPE_CHECKING:
    from people.todo import Desk, TodoItem

SOON = timedelta(hours=12)  # before a silent place passes on by itself
State = Application.State
ITEMS: dict[str, dict[str, Any]] = {  # how each item of the list is drawn
    "returned": {
        "name": _("Missing pieces that came back"),
        "icon": "paper",
        "page": "triage:card",
        "position": 20,
        "of_file": True,
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
    "appeals": {
        "name": _("Second looks"),
        "icon": "people",
        "page": "deciding:second-looks",
        "position": 50,
    },
    "offered": {
        "name": _("Places that pass on within twelve hours"),
        "icon": "clock",
        "page": "deciding:seats",
        "position": 60,
    },
}


def todo(desk: Desk) -> list[TodoItem]:
    """Five items, a statement each."""
    undecided = Review.objects.filter(
        application__state=State.SUBMITTED, application__decision=None
    )
    own = undecided.filter(reviewer=desk.user, verdict="")
    read = Review.objects.filter(application=OuterRef("pk"))
    free = Application.objects.filter(~Exists(read), state=State.SUBMITTED, decision=None)
    appeals = Appeal.objects.filter(outcome="")
    offered = Application.objects.filter(state=State.ACCEPTED, confirm_by__lte=desk.now + SOON)
    returned = InformationRequest.objects.returned().filter(application__state=State.SUBMITTED)
    item = partial(waiting_at, desk.stops)
    return [
        item(returned, "answered_at", **ITEMS["returned"]),
        item(own, "assigned_at", **ITEMS["own"]),
        item(free, "submitted_at", **ITEMS["free"]),
        item(appeals, "asked_at", **ITEMS["appeals"]),
        item(offered, "confirm_by", **ITEMS["offered"]),
    ]
