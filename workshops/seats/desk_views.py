"""The seats of a workshop at the desk: who sits, who waits in which order, who left and why."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from people.access import staff, stop_managed
from workshops.models import Seat, Workshop
from workshops.seats import actions, by_staff
from workshops.seats.audience import not_meant
from workshops.seats.finding import Found, find, without_seat
from workshops.seats.forms import Entry, Why
from workshops.seats.of_them import of_them
from workshops.tabs import SEATS, tabs

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

audit = logging.getLogger("microlabs.audit")
UNPROCESSABLE = 422
LIVE = (Seat.State.SEATED, Seat.State.OFFERED, Seat.State.WAITING)


@require_safe
def seats(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """Who sits, who has an offer, who waits in which order, who left; with the log of each."""
    return _page(request, _workshop(request, stop, number))


@require_POST
def finding(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """Who of the stop has these words in their name or telephone; their names stand in no URL."""
    at = _workshop(request, stop, number)
    return _page(request, at, found=find(without_seat(at), request.POST.get("words", "")))


@require_POST
def entry(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """Put somebody in: a seat, or the end of the list where none is free."""
    at = _workshop(request, stop, number)
    form = Entry(request.POST, workshop=at)
    if form.is_valid():
        try:
            who = form.cleaned_data["participation"]
            seat = actions.register(at, who, by=staff(request), **form.seats())
        except ValidationError as refusal:
            form.add_error(None, of_them(refusal))
        else:
            audit.info("user %s put seat %s into workshop %s", request.user.pk, seat.pk, at.pk)
            sits = seat.state == Seat.State.SEATED
            said = _("They have a seat, and are told.") if sits else _("They wait, and are told.")
            messages.success(request, said)
            return redirect("seats:list", at.stop.slug, number)
    return _page(request, at, form)


@require_POST
def removal(request: HttpRequest, stop: str, number: int, pk: int) -> HttpResponse:
    """Take somebody out, with the reason; what comes free goes to the next who waits."""

    def take_out(seat: Seat, why: str) -> None:
        actions.leave(seat, by=staff(request), why=why)

    return _done(request, _workshop(request, stop, number), pk, take_out, _("Taken out, and told."))


@require_POST
def offer(request: HttpRequest, stop: str, number: int, pk: int) -> HttpResponse:
    """Offer a free seat to somebody who waits, out of turn, with the reason."""

    def by_hand(seat: Seat, why: str) -> None:
        by_staff.offer_by_hand(seat, by=staff(request), why=why)

    return _done(request, _workshop(request, stop, number), pk, by_hand, _("Offered, and told."))


@require_POST
def undo(request: HttpRequest, stop: str, number: int, pk: int) -> HttpResponse:
    """Undo that somebody was taken out, where nobody has got the seat since."""

    def back(seat: Seat, _why: str) -> None:
        by_staff.put_back(seat, by=staff(request))

    at = _workshop(request, stop, number)
    return _done(request, at, pk, back, _("They have their seat again, and are told."), Why({}))


def _done(
    request: HttpRequest,
    at: Workshop,
    pk: int,
    act: Callable[[Seat, str], None],
    said: str,
    form: Why | None = None,
) -> HttpResponse:
    """Act on one seat of the workshop; a refusal is said on its page (422)."""
    seat = get_object_or_404(at.seats.select_related("participation__person"), pk=pk)
    asked = form or Why(request.POST)
    if form is None and not asked.is_valid():
        return _page(request, at, refused=[_("Please say why: the log keeps it.")])
    try:
        act(seat, "" if form else asked.cleaned_data["why"])
    except ValidationError as refusal:
        return _page(request, at, refused=of_them(refusal).messages)
    audit.info("user %s changed seat %s", request.user.pk, seat.pk)
    messages.success(request, said)
    return redirect("seats:list", at.stop.slug, at.number)


def _workshop(request: HttpRequest, stop: str, number: int) -> Workshop:
    """A workshop of a stop that this person manages."""
    at = stop_managed(staff(request), stop)
    rows = Workshop.objects.select_related("stop__center__region", "series")
    return get_object_or_404(rows, stop=at, number=number)


def _page(
    request: HttpRequest,
    at: Workshop,
    form: Entry | None = None,
    refused: list[str] | None = None,
    found: Found | None = None,
) -> HttpResponse:
    rows = at.seats.select_related("participation__person").order_by("position")
    groups: dict[str, list[Seat]] = {state: [] for state in (*LIVE, "gone")}
    for seat in rows.prefetch_related("moves__by"):
        groups[seat.state if seat.state in LIVE else "gone"].append(seat)
    at.refresh_from_db(fields=["taken", "waiting", "capacity"])
    returning = by_staff.may_return(at, groups["gone"])
    others = not_meant(at, [seat for state in LIVE for seat in groups[state]])
    context: dict[str, Any] = {
        "stop": at.stop,
        "workshop": at,
        "tabs": tabs(at, SEATS, request.user),
        "groups": [(_titles()[state], state, seats) for state, seats in groups.items()],
        "form": form or Entry(None, workshop=at, found=found.people if found else ()),
        "found": found,
        "choosing": bool(form or (found and found.people)),
        "returning": returning,
        "others": others,
        "refused": refused or [],
        "open": at.state == Workshop.State.PUBLISHED and at.starts_at > timezone.now(),
    }
    wrong = refused or (form and form.errors)
    return render(
        request, "workshops/seats/list.html", context, status=UNPROCESSABLE if wrong else 200
    )


def _titles() -> dict[str, str]:
    return {
        Seat.State.SEATED: _("Have a seat"),
        Seat.State.OFFERED: _("Have an offer"),
        Seat.State.WAITING: _("Wait, in this order"),
        "gone": _("Left"),
    }
