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
PAGES = 10  # as many people as the desk counts


@require_safe
def calls(request: HttpRequest, stop: str) -> HttpResponse:
    """Who missed sessions or could not be reached, with their telephone: somebody calls."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    page = _page(request.GET.get("page", ""))
    rows = to_call([at], user, first=(page - 1) * SHOWN, most=SHOWN + 1)
    more = len(rows) > SHOWN
    context = {
        "stop": at,
        "rows": rows[:SHOWN],
        "previous_url": f"?page={page - 1}" if page > 1 else "",
        "next_url": f"?page={page + 1}" if more and page < PAGES else "",
        "cut": page * SHOWN if more else 0,  # told where there is no next page
        "manages": manages(user, at),
    }
    return render(request, "coaching/session/calls.html", context)


def _page(asked: str) -> int:
    """The page that an address asks for; the first where it asks for none."""
    return int(asked) if asked in map(str, range(1, PAGES + 1)) else 1


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
