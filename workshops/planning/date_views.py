"""The page on which a center proposes dates for a draft, reads what people chose, and fixes one."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.refusals import saying_beside, saying_why
from people.access import staff
from workshops.models import Workshop
from workshops.planning.access import changed
from workshops.planning.proposing import DatesForm, chosen, fix, propose

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

audit = logging.getLogger("microlabs.audit")


@require_http_methods(["GET", "HEAD", "POST"])
def dates(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """The proposed dates with their votes, and a form for up to four."""
    found = changed(request, stop, number)
    if found.state != Workshop.State.DRAFT:
        return redirect("planning:workshop", found.stop.slug, number)
    form = DatesForm(request.POST if request.method == "POST" else None, workshop=found)
    if request.method == "POST" and form.is_valid():
        with saying_beside(form):
            propose(found, form.options())
            audit.info("user %s proposed dates for workshop %s", request.user.pk, found.pk)
            messages.success(request, _("It is kept. People choose on the page of their path."))
            return redirect("planning:dates", found.stop.slug, number)
    context = {"stop": found.stop, "workshop": found, "form": form, "options": chosen(found)}
    status = 422 if form.errors else 200
    return render(request, "workshops/planning/dates.html", context, status=status)


@require_POST
def fixing(request: HttpRequest, stop: str, number: int, pk: int) -> HttpResponse:
    """Fix one of them."""
    found = changed(request, stop, number)
    option = get_object_or_404(found.date_options, pk=pk)
    with saying_why(request):
        fix(found, option, by=staff(request))
        audit.info("user %s fixed the date of workshop %s", request.user.pk, found.pk)
        messages.success(request, _("The date is fixed. Who chose stands on the invitation list."))
        return redirect("planning:workshop", found.stop.slug, number)
    return redirect("planning:dates", found.stop.slug, number)
