"""The life of a candidacy as its person reads it: what happened, and what comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import (  # type: ignore[attr-defined]  # pghistory makes the event
    Application,
    ApplicationEvent,
    SecondLook,
)

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

State = Application.State
Tone = Literal["done", "now", "next", "bad"]
TOLD: dict[str, tuple[StrOrPromise, Tone]] = {  # what a move to each state is called once it has been made
    State.ACCEPTED: (gettext_lazy("A place is kept for you"), "done"),
    State.WAITING: (gettext_lazy("On the waiting list"), "done"),
    State.DECLINED: (gettext_lazy("Not chosen this time"), "done"),
    State.LAPSED: (gettext_lazy("The place was not confirmed in time"), "bad"),
    State.CONFIRMED: (gettext_lazy("You take part"), "done"),
    State.WITHDRAWN: (gettext_lazy("Withdrawn"), "bad"),
    State.MERGED: (gettext_lazy("Joined to another file of yours"), "bad"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the timeline."""

    text: StrOrPromise
    state: Tone
    on: date | datetime | None = None


def timeline(application: Application) -> list[Event]:
    """From the first page to the place in the stop. What is not published yet does not stand here."""
    state, stop = application.state, application.stop
    events = [Event(_("Begun"), "done", application.created_at)]
    if state == State.DRAFT:
        return [*events, Event(_("Not sent yet"), "now"), Event(_("Applications close"), "next", stop.closes_at)]
    events.append(Event(_("Received by the center"), "done", application.submitted_at))
    if changed_at := _last_change(application):
        events.append(Event(_("Answers changed"), "done", changed_at))
    return [*events, *_moves(application), *_looked_at_again(application), *_what_comes(application)]


def _moves(application: Application) -> list[Event]:
    """What was decided and what became of it; a step that was taken back is no longer told."""
    if application.state == State.SUBMITTED:
        return []
    steps = application.moves.filter(undone__isnull=True, target__in=TOLD).order_by("pk")
    found = [Event(*TOLD[target], on=at) for target, at in steps.values_list("target", "at")]
    if application.state == State.WITHDRAWN and not found:
        return [Event(*TOLD[State.WITHDRAWN], on=application.withdrawn_at)]
    if application.state == State.CONFIRMED and not found:
        return [Event(*TOLD[State.CONFIRMED])]
    return found


def _looked_at_again(application: Application) -> list[Event]:
    """The second look, where one was asked for."""
    declined = application.state == State.DECLINED
    look = SecondLook.objects.filter(application=application).first() if declined else None
    if look is None:
        return []
    told = [Event(_("You asked for a second look"), "done", look.asked_at)]
    if look.settled_at:
        return [*told, Event(_("Read again by somebody else: the decision stays"), "done", look.settled_at)]
    return [*told, Event(_("Somebody else reads your application again"), "now")]


def _what_comes(application: Application) -> list[Event]:
    """What its person, or the center, does next."""
    stop, state = application.stop, application.state
    begins = Event(_("The support begins"), "next", stop.starts_on)
    if state == State.SUBMITTED:
        return [Event(_("The center reads the applications after the closing date"), "now", stop.closes_at), begins]
    if state == State.ACCEPTED:
        return [Event(_("Your confirmation, until"), "now", application.confirm_by), begins]
    if state == State.WAITING:
        return [Event(_("Places that come free are offered in the order of the list"), "now"), begins]
    return [begins] if state == State.CONFIRMED else []


def _last_change(application: Application) -> datetime | None:
    """When the answers were last changed after sending; nothing when they never were."""
    kept = ApplicationEvent.objects.filter(pgh_obj=application, state=Application.State.SUBMITTED)
    moments = list(kept.order_by("pgh_created_at").values_list("pgh_created_at", flat=True))
    return moments[-1] if len(moments) > 1 else None
