"""A whole day of an expert who cannot come: what it hits, where each may go, one confirmation."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coaching.booking.days import hit_by, nearest
from coaching.hours.keeping import be_away
from coaching.staff.forms import WholeDay
from people.access import staff, stop_managed

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from coaching.models import Booking, Slot
    from programs.models import Stop

audit = logging.getLogger("microlabs.audit")
UNPROCESSABLE = 422
Pairs = list[tuple["Booking", "Slot | None"]]


@require_http_methods(["GET", "HEAD", "POST"])
def day(request: HttpRequest, stop: str) -> HttpResponse:
    """Show what is hit and where each goes (GET); offer it to all of them in one act (POST)."""
    user = staff(request)
    at = stop_managed(user, stop)
    asked = request.POST if request.method == "POST" else request.GET or None
    form = WholeDay(asked, stop=at)
    if not form.is_valid():
        return _page(request, at, form, None)
    values = form.cleaned_data
    expert, first = values["expert"], values["first_on"]
    days = first, values["last_on"] or first
    pairs = nearest(hit_by(expert, *days))
    if request.method != "POST":
        return _page(request, at, form, pairs)
    if request.POST.getlist("pair") != [name_of(pair) for pair in pairs]:
        return _page(request, at, form, pairs, stale=True)
    try:
        sent = be_away(expert, *days, pairs, by=user)
    except ValidationError:  # one of them has moved or left since it was looked at
        return _page(request, at, form, nearest(hit_by(expert, *days)), stale=True)
    if not pairs:
        messages.success(request, _("The absence is kept: free hours of these days are closed."))
        return redirect("coaching:list", at.slug)
    audit.info("user %s moved %s sessions of expert %s", user.pk, sent.moved, expert.pk)
    said = _("Offered another hour: %(moved)s. Waiting for one: %(waiting)s. All are told.")
    messages.success(request, said % {"moved": sent.moved, "waiting": sent.waiting})
    return redirect("coaching:requests", at.slug)


def name_of(pair: tuple[Booking, Slot | None]) -> str:
    """A pair as the page carries it: the session, where it stands, where it goes."""
    booking, slot = pair
    return f"{booking.pk}.{booking.version}.{slot.pk if slot else 0}"


def _page(
    request: HttpRequest, at: Stop, form: WholeDay, pairs: Pairs | None, *, stale: bool = False
) -> HttpResponse:
    context = {
        "stop": at,
        "form": form,
        "pairs": [(*pair, name_of(pair)) for pair in pairs] if pairs is not None else None,
        "stale": stale,
    }
    status = UNPROCESSABLE if form.errors or stale else 200
    return render(request, "coaching/staff/day.html", context, status=status)
