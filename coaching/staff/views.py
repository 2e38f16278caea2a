"""The sessions of a stop at the desk: a day or a week of them, one of them, the rules."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coaching.booking.rules import rules_of
from coaching.models import Booking
from coaching.staff.access import seen
from coaching.staff.forms import RulesForm, Second, Why
from coaching.staff.undoing import undone_by
from coaching.staff.week import Looking
from people.access import manages, staff, stop_in_charge, stop_managed

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from people.models import User

audit = logging.getLogger("microlabs.audit")
UNPROCESSABLE = 422


@require_safe
def sessions(request: HttpRequest, stop: str) -> HttpResponse:
    """What is booked and held, by day or week, with the hours of each expert."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    looking = Looking(at, request.GET.dict(), user=user)
    page = looking.page(request.GET.dict())
    context = {
        "stop": at,
        "looking": looking,
        "rows": page.rows,
        **page.urls(looking.params()),
        "experts": looking.experts(),
        "hours": looking.hours(),
        "states": Booking.State.choices,
        "manages": manages(user, at),
    }
    return render(request, "coaching/staff/list.html", context)


@require_safe
def session(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """One session: who, when, how; its log; what can be done."""
    return one(request, seen(request, stop, pk), Why())


def one(
    request: HttpRequest, booking: Booking, form: Why, refused: list[str] | None = None
) -> HttpResponse:
    """The page of a session, with what was refused."""
    user = cast("User", request.user)
    moves = list(booking.moves.select_related("by", "slot__expert"))
    context = {
        "stop": booking.stop,
        "booking": booking,
        "moves": moves,
        "undo": undone_by(moves),
        "is_today": booking.state == booking.State.BOOKED
        and timezone.localdate(booking.starts_at) == timezone.localdate(),
        "form": form,
        "second": Second(request.POST if "second" in request.POST else None, booking=booking),
        "refused": refused or [],
        "manages": manages(user, booking.stop),
    }
    status = UNPROCESSABLE if refused or form.errors else 200
    return render(request, "coaching/staff/session.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest, stop: str) -> HttpResponse:
    """How many sessions a person may have; when a call comes first."""
    at = stop_managed(staff(request), stop)
    sent = request.POST if request.method == "POST" else None
    form = RulesForm(sent, instance=rules_of(at.pk))
    if form.is_valid():
        form.save()
        audit.info("user %s changed the rules of coaching of stop %s", request.user.pk, at.pk)
        messages.success(request, _("It is kept."))
        return redirect("coaching:list", at.slug)
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "coaching/staff/rules.html", {"stop": at, "form": form}, status=status)
