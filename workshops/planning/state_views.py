"""What happens to a workshop: published, moved, cancelled, thrown away, copied."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.refusals import saying_beside, saying_why
from people.access import staff
from workshops.models import Workshop
from workshops.planning import actions
from workshops.planning.access import changed
from workshops.planning.cautions import of_workshop
from workshops.planning.forms import Reasons
from workshops.planning.keeping import moved, refuse
from workshops.planning.missing import missing
from workshops.planning.timed import Timed
from workshops.seats.audience import meant_by

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

audit = logging.getLogger("microlabs.audit")
State = Workshop.State
ASKED = ["GET", "HEAD", "POST"]


def _page(workshop: Workshop) -> HttpResponse:
    return redirect("planning:workshop", workshop.stop.slug, workshop.number)


@require_http_methods(ASKED)
def publication(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """What a draft still misses and what speaks against its time; sent, everybody may see it."""
    found = changed(request, stop, number)
    if found.state != State.DRAFT:
        return _page(found)
    refused: list[str] = []
    if request.method == "POST":
        try:
            actions.publish(found, by=staff(request))
        except ValidationError as refusal:
            refused = refusal.messages
        else:
            audit.info("user %s published workshop %s", request.user.pk, found.pk)
            messages.success(request, _("It is published: people may take seats."))
            return _page(found)
    context = {
        "stop": found.stop,
        "workshop": found,
        "refused": refused or actions.lacks(found),
        "missing": missing(found),
        "cautions": of_workshop(found),
        "only_for": meant_by(found),
    }
    status = 422 if refused else 200
    return render(request, "workshops/planning/publication.html", context, status=status)


@require_http_methods(ASKED)
def cancellation(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """Call a published workshop off; its people read the reason."""
    found = changed(request, stop, number)
    if found.state != State.PUBLISHED or found.has_ended:
        return _page(found)
    form = Reasons(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with saying_beside(form):
            actions.cancel(found, by=staff(request), reason=form.reasons())
            audit.info("user %s cancelled workshop %s", request.user.pk, found.pk)
            messages.success(request, _("It is cancelled. Everybody who had a seat is told."))
            return _page(found)
    context = {"stop": found.stop, "workshop": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "workshops/planning/cancellation.html", context, status=status)


@require_http_methods(ASKED)
def moving(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """Hold it at another time: says first to how many people that is written."""
    found = changed(request, stop, number)
    if found.state == State.CANCELLED or found.has_ended:
        return _page(found)
    typed = Workshop.objects.get(pk=found.pk)
    form = Timed(request.POST if request.method == "POST" else None, instance=typed)
    if request.method == "POST" and form.is_valid():
        try:
            moved(form, found, by=staff(request))
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            audit.info("user %s moved workshop %s", request.user.pk, found.pk)
            messages.success(request, _("It is moved. Everybody who has a seat or waits is told."))
            return _page(found)
    context = {"stop": found.stop, "workshop": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "workshops/planning/moving.html", context, status=status)


@require_POST
def deletion(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """Throw a draft away."""
    found = changed(request, stop, number)
    with saying_why(request):
        actions.remove(found)
        audit.info("user %s threw workshop %s away", request.user.pk, found.pk)
        messages.success(request, _("The draft has been thrown away."))
        return redirect("planning:list", found.stop.slug)
    return _page(found)
