"""What a team does with one session: cancel it, move it, undo that, say whether it was held."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coaching.booking import actions
from coaching.booking.beside import bring
from coaching.booking.finding import Wish, free_slots
from coaching.booking.wishes import keeps_to_women
from coaching.session.arriving import arrive
from coaching.staff.access import changed, slot_at
from coaching.staff.forms import Second, Why
from coaching.staff.hours import MANY, hours_of
from coaching.staff.undoing import undo
from coaching.staff.views import one
from people.access import staff

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from coaching.models import Booking, Slot

audit = logging.getLogger("microlabs.audit")


@require_POST
def cancellation(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Cancel it, with the reason; the person is told, and the hour is offered to who waits."""
    booking = changed(request, stop, pk)
    form = Why(request.POST)
    if not form.is_valid():
        return one(request, booking, form)

    def act() -> Booking:
        why = form.cleaned_data["why"]
        return actions.cancel(booking, by=staff(request), why=why)

    return _done(request, booking, act, _("Cancelled, and told."))


@require_safe
def hours(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Other hours for this session: of the same expert first, then of the others."""
    booking = changed(request, stop, pk)
    base = reverse("coaching:hours", args=[stop, pk])
    own = hours_of(request, _hours(booking), base)
    context = {"stop": booking.stop, "booking": booking, "hours": own}
    return render(request, "coaching/staff/hours.html", context)


@require_POST
def moving(request: HttpRequest, stop: str, pk: int, to: int) -> HttpResponse:
    """Move it to this hour; the person is told."""
    booking = changed(request, stop, pk)
    slot = slot_at(booking.stop, to)

    def act() -> Booking:
        if slot.expert_id != booking.expert_id:
            return actions.reassign(booking, slot, by=staff(request))
        return actions.move(booking, slot, by=staff(request))

    return _done(request, booking, act, _("Moved, and told."))


@require_POST
def undoing(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Take back what the team did last, while nothing has happened since."""
    booking = changed(request, stop, pk)
    said = _("It stands as before, and they are told.")
    return _done(request, booking, lambda: undo(booking, by=staff(request)), said)


@require_POST
def outcome(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Say whether it was held, or put right what was said."""
    booking = changed(request, stop, pk)
    held = request.POST.get("held") == "1"

    def act() -> Booking:
        return actions.conclude(booking, held=held, by=staff(request))

    return _done(request, booking, act, _("It is noted."))


@require_POST
def arrival(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Say that the person is at the center, or take that back: their expert sees it."""
    booking = changed(request, stop, pk)
    here = request.POST.get("here") == "1"

    def act() -> Booking:
        arrive(booking, here=here)
        return booking

    said = _("Their expert sees that they are here.") if here else _("It is noted.")
    return _done(request, booking, act, said)


@require_POST
def second(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Name a second expert for it, or nobody; whoever it is finds it in their day."""
    booking = changed(request, stop, pk)
    form = Second(request.POST, booking=booking)
    if not form.is_valid():
        return one(request, booking, Why(), [str(form.errors["second"][0])])

    def act() -> Booking:
        return bring(booking, form.cleaned_data["second"])

    return _done(request, booking, act, _("It is noted."))


def _hours(booking: Booking) -> list[Slot]:
    wish = Wish(
        booking.stop,
        booking.theme,
        modes=[booking.mode],
        experts=[booking.expert_id],
        woman=keeps_to_women(booking.participation, booking.expert),
        participation=booking.participation,
    )
    return [each for each in free_slots(wish, limit=MANY) if each.pk != booking.slot_id]


def _done(
    request: HttpRequest, booking: Booking, act: Callable[[], Booking], said: str
) -> HttpResponse:
    """Act on a session; a refusal is said on its page (422)."""
    try:
        now = act()
    except ValidationError as refusal:
        booking.refresh_from_db()
        return one(request, booking, Why(), refusal.messages)
    audit.info("user %s changed session %s", request.user.pk, booking.pk)
    messages.success(request, said)
    return redirect("coaching:session", booking.stop.slug, now.pk)
