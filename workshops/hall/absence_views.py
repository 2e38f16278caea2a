"""People who missed three workshops, for the team of a stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.writing import tidy
from people.access import staff, stop_in_charge
from people.models import Participation
from people.unnamed import named
from workshops.hall.absences import often_absent, talked_with

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LONGEST = 240
SHOWN = 200  # people; the others follow


@require_safe
def absences(request: HttpRequest, stop: str) -> HttpResponse:
    """Who stays away, with their telephone: somebody calls."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    rows = list(often_absent([at], user)[: SHOWN + 1])
    cut = SHOWN if len(rows) > SHOWN else 0
    context = {"stop": at, "rows": rows[:SHOWN], "cut": cut}
    return render(request, "workshops/hall/absences.html", context)


@require_POST
def talked(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Somebody has talked with them."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    there = Participation.objects.filter(named(user, person="person"), stop=at)
    participation = get_object_or_404(there, pk=pk)
    talked_with(participation, tidy(request.POST.get("words"))[:LONGEST], by=user)
    messages.success(request, _("Noted. The sign is gone until three more absences."))
    return redirect("hall:absences", stop)
