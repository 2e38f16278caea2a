"""Requests for sessions at the desk: in order; an hour offered by hand; told that none is found."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coaching.booking.by_hand import offer as offer_to
from coaching.booking.finding import Wish, free_slots
from coaching.booking.queue import answerable
from coaching.staff.access import asked, slot_at
from coaching.staff.hours import MANY, hours_of
from coaching.staff.waiting import lines, page_of, tell_kindly
from core.refusals import saying_why
from people.access import manages, staff, stop_in_charge

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from coaching.models import Request, Slot

audit = logging.getLogger("microlabs.audit")
UNPROCESSABLE = 422


@require_safe
def requests(request: HttpRequest, stop: str) -> HttpResponse:
    """Who waits for an hour, in order, and for how long."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    page = page_of(at, user, request.GET.dict())
    context = {"stop": at, "lines": lines(page.rows), "manages": manages(user, at)}
    context |= page.urls({})
    return render(request, "coaching/staff/requests.html", context)


@require_safe
def slots(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Hours that may be offered: those that fit the wish; where none does, those of the theme."""
    return _slots(request, asked(request, stop, pk))


@require_POST
def offer(request: HttpRequest, stop: str, pk: int, to: int) -> HttpResponse:
    """Offer this hour, with a time to say yes; they are told."""
    own = asked(request, stop, pk)
    at = own.participation.stop
    try:
        offer_to(own, slot_at(at, to), by=staff(request))
    except ValidationError as refusal:
        return _slots(request, own, refusal.messages)
    audit.info("user %s offered an hour to request %s", request.user.pk, own.pk)
    messages.success(request, _("Offered, and told."))
    return redirect("coaching:requests", at.slug)


@require_POST
def closing(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Tell somebody kindly that nothing can be offered; the request ends."""
    own = asked(request, stop, pk)
    at = own.participation.stop
    with saying_why(request):
        tell_kindly(own, by=staff(request))
        audit.info("user %s closed request %s", request.user.pk, own.pk)
        messages.success(request, _("They are told."))
    return redirect("coaching:requests", at.slug)


def _slots(request: HttpRequest, own: Request, refused: list[str] | None = None) -> HttpResponse:
    at = own.participation.stop
    found, fits = _fitting(own)
    hours = hours_of(request, found, reverse("coaching:offers", args=[at.slug, own.pk]))
    context = {"stop": at, "own": own, "hours": hours, "fits": fits, "refused": refused or []}
    status = UNPROCESSABLE if refused else 200
    return render(request, "coaching/staff/offers.html", context, status=status)


def _fitting(own: Request) -> tuple[list[Slot], bool]:
    """Hours for a request, and whether they are as it wishes."""
    wish = Wish(
        own.participation.stop,
        own.theme,
        modes=own.modes,
        experts=own.experts,
        woman=own.woman,
        participation=own.participation,
    )
    if found := answerable(free_slots(wish, limit=MANY)):
        return found, True
    return answerable(free_slots(replace(wish, modes=(), woman=False), limit=MANY)), False
