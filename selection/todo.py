"""What needs somebody now in the selection: pieces that came back, files to read, second looks, places that pass on."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from applications.waiting import waiting_at
from selection.models import Appeal, InformationRequest, Review

if TYPE_CHECKING:
    from people.todo import Desk, TodoItem

SOON = timedelta(hours=12)  # before a silent place passes on by itself
State = Application.State


def todo(desk: Desk) -> list[TodoItem]:
    """Five items, a statement each."""
    item = partial(waiting_at, desk.stops)
    undecided = Review.objects.filter(
        application__state=State.SUBMITTED, application__decision=None
    )
    own = undecided.filter(reviewer=desk.user, verdict="")
    read = Review.objects.filter(application=OuterRef("pk"))
    free = Application.objects.filter(~Exists(read), state=State.SUBMITTED, decision=None)
    appeals = Appeal.objects.filter(outcome="")
    offered = Application.objects.filter(state=State.ACCEPTED, confirm_by__lte=desk.now + SOON)
    back = InformationRequest.objects.returned().filter(application__state=State.SUBMITTED)
    names = {
        "back": _("Missing pieces that came back"),
        "given": _("Files given to you to read"),
        "free": _("Files that nobody has in hand"),
        "appeals": _("Second looks"),
        "offered": _("Places that pass on within twelve hours"),
    }
    return [
        item(
            back,
            "answered_at",
            name=names["back"],
            icon="paper",
            page="triage:card",
            position=20,
            of_file=True,
        ),
        item(own, "assigned_at", name=names["given"], icon="file", page="triage:next", position=30),
        item(
            free,
            "submitted_at",
            name=names["free"],
            icon="waiting",
            page="triage:next",
            position=40,
        ),
        item(
            appeals,
            "asked_at",
            name=names["appeals"],
            icon="people",
            page="deciding:second-looks",
            position=50,
        ),
        item(
            offered,
            "confirm_by",
            name=names["offered"],
            icon="clock",
            page="deciding:seats",
            position=60,
        ),
    ]
