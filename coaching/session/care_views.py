"""At the desk: people whom the team calls before anything else, and hours of support."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coaching.session.care import SHOWN, talked_with, to_call
from coaching.session.forms import Talking
from coaching.session.support import LONG, supported
from people.access import manages, staff, stop_in_charge, stop_managed
from people.models import Participation

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

MOST = 500


@require_safe
def calls(request: HttpRequest, stop: str) -> HttpResponse:
    """Who missed sessions or could not be reached, with their telephone: somebody calls."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    rows = to_call([at], user, most=SHOWN + 1)
    context = {
        "stop": at,
        "rows": rows[:SHOWN],
        "cut": SHOWN if len(rows) > SHOWN else 0,
        "manages": manages(user, at),
    }
    return render(request, "coaching/session/calls.html", context)


@require_POST
def talked(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Somebody has talked with them: they may book again."""
    user = staff(request)
    at = stop_managed(user, stop)
    participation = get_object_or_404(Participation, pk=pk, stop=at)
    form = Talking(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["words"][0]))
        return redirect("day:calls", stop)
    talked_with(participation, form.cleaned_data["words"], by=user)
    messages.success(request, _("Noted. They may book again."))
    return redirect("day:calls", stop)


@require_safe
def support(request: HttpRequest, stop: str) -> HttpResponse:
    """Hours of support by person, those with many first."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    rows = list(supported(at, user)[:MOST])
    context = {"stop": at, "rows": rows, "long": LONG, "manages": manages(user, at)}
    return render(request, "coaching/session/support.html", context)
