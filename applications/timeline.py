"""The life of a candidacy as its person reads it: what happened, and what comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import (  # type: ignore[attr-defined]  # pghistory makes the event
    Application,
    ApplicationEvent,
)
from people.agenda import Step, steps

if TYPE_CHECKING:
    from datetime import datetime

    from django_stubs_ext import StrOrPromise

    from people.agenda import Tone

State = Application.State
TOLD: dict[
    str, tuple[StrOrPromise, Tone]
] = {  # what a move to each state is called once it has been made
    State.ACCEPTED: (gettext_lazy("A place is kept for you"), "done"),
    State.WAITING: (gettext_lazy("On the waiting list"), "done"),
    State.DECLINED: (gettext_lazy("Not chosen this time"), "done"),
    State.LAPSED: (gettext_lazy("The place was not confirmed in time"), "bad"),
    State.CONFIRMED: (gettext_lazy("You take part"), "done"),
    State.WITHDRAWN: (gettext_lazy("Withdrawn"), "bad"),
    State.MERGED: (gettext_lazy("Joined to another file of yours"), "bad"),
}


def timeline(application: Application) -> list[Step]:
    """From the first page to the place in the stop; what is not published yet is not among it."""
    state, stop = application.state, application.stop
    events = [Step(_("Begun"), "done", application.created_at)]
    if state == State.DRAFT:
        return [
            *events,
            Step(_("Not sent yet"), "now"),
            Step(_("Applications close"), "next", stop.closes_at),
        ]
    events.append(Step(_("Received by the center"), "done", application.submitted_at))
    if changed_at := _last_change(application):
        events.append(Step(_("Answers changed"), "done", changed_at))
    return [*events, *_moves(application), *steps(application), *_what_comes(application)]


def _moves(application: Application) -> list[Step]:
    """What was decided and what became of it; a step that was taken back is no longer told."""
    if application.state == State.SUBMITTED:
        return []
    rows = application.moves.filter(undone__isnull=True, target__in=TOLD).order_by("pk")
    decided = [Step(*TOLD[target], on=at) for target, at in rows.values_list("target", "at")]
    if application.state == State.WITHDRAWN and not decided:
        return [Step(*TOLD[State.WITHDRAWN], on=application.withdrawn_at)]
    if application.state == State.CONFIRMED and not decided:
        return [Step(*TOLD[State.CONFIRMED])]
    return decided


def _what_comes(application: Application) -> list[Step]:
    """What its person, or the center, does next."""
    stop, state = application.stop, application.state
    begins = Step(_("The support has begun"), "done", stop.starts_on)
    if stop.starts_later:
        begins = Step(_("The support begins"), "next", stop.starts_on)
    if state == State.SUBMITTED:
        return [
            Step(
                _("The center reads the applications after the closing date"), "now", stop.closes_at
            ),
            begins,
        ]
    if state == State.ACCEPTED:
        return [Step(_("Your confirmation, until"), "now", application.confirm_by), begins]
    if state == State.WAITING:
        return [
            Step(_("Places that come free are offered in the order of the list"), "now"),
            begins,
        ]
    return [begins] if state == State.CONFIRMED else []


def _last_change(application: Application) -> datetime | None:
    """When the answers were last changed after sending; nothing when they never were."""
    if application.submitted_at and application.updated_at <= application.submitted_at:
        return None
    kept = ApplicationEvent.objects.filter(pgh_obj=application, state=Application.State.SUBMITTED)
    moments = list(kept.order_by("pgh_created_at").values_list("pgh_created_at", flat=True))
    return moments[-1] if len(moments) > 1 else None
