"""The life of a candidacy as its person reads it: what happened, and what comes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.utils.translation import gettext as _

from applications.models import Application, ApplicationEvent  # type: ignore[attr-defined]  # pghistory makes it


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the timeline."""

    text: str
    state: Literal["done", "now", "next", "bad"]
    on: date | datetime | None = None


def timeline(application: Application) -> list[Event]:
    """From the first page to the place in the stop."""
    state, stop = application.state, application.stop
    events = [Event(_("Begun"), "done", application.created_at)]
    if state == Application.State.DRAFT:
        return [*events, Event(_("Not sent yet"), "now"), Event(_("Applications close"), "next", stop.closes_at)]
    events.append(Event(_("Received by the center"), "done", application.submitted_at))
    if changed_at := _last_change(application):
        events.append(Event(_("Answers changed"), "done", changed_at))
    if state == Application.State.WITHDRAWN:
        return [*events, Event(_("Withdrawn"), "bad", application.withdrawn_at)]
    if state == Application.State.CONFIRMED:
        return [*events, Event(_("You take part"), "done"), Event(_("The support begins"), "next", stop.starts_on)]
    return [
        *events,
        Event(_("The center reads the applications after the closing date"), "now", stop.closes_at),
        Event(_("The support begins"), "next", stop.starts_on),
    ]


def _last_change(application: Application) -> datetime | None:
    """When the answers were last changed after sending; nothing when they never were."""
    kept = ApplicationEvent.objects.filter(pgh_obj=application, state=Application.State.SUBMITTED)
    moments = list(kept.order_by("pgh_created_at").values_list("pgh_created_at", flat=True))
    return moments[-1] if len(moments) > 1 else None
