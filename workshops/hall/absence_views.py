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


@require_safe
def absences(request: HttpRequest, stop: str) -> HttpResponse:
    """Who stays away, with their telephone: somebody calls."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    rows = list(often_absent([at], user)[:200])
    return render(request, "workshops/hall/absences.html", {"stop": at, "rows": rows})


@require_POST
def talked(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Somebody has talked with them."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    participation = get_object_or_404(Participation, named(user, person="person"), pk=pk, stop=at)
    talked_with(participation, tidy(request.POST.get("words"))[:LONGEST], by=user)
    messages.success(request, _("Noted. The sign is gone until three more absences."))
    return redirect("hall:absences", stop)
