"""The workshops of a stop at the desk: the list, one workshop, its form."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from people.access import manages, staff, stop_in_charge, stop_managed
from workshops.models import Workshop
from workshops.planning.access import changed, seen
from workshops.planning.cautions import hours_to_avoid, of_workshop
from workshops.planning.forms import WorkshopForm
from workshops.planning.keeping import kept, looked_at
from workshops.planning.listing import Looking, lines, themes
from workshops.planning.missing import missing
from workshops.seats.audience import meant_by
from workshops.tabs import tabs

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from people.models import User
    from programs.models import Stop

audit = logging.getLogger("microlabs.audit")
UNPROCESSABLE = 422


@require_safe
def workshops(request: HttpRequest, stop: str) -> HttpResponse:
    """What the stop plans and holds, by week, theme and state."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    looking = Looking(request.GET.dict())
    page = looking.page(at, request.GET.dict())
    context = {
        "stop": at,
        "looking": looking,
        "tabs": looking.counted(at),
        "lines": lines(page),
        **page.urls(looking.params()),
        "themes": themes(),
        "weeks": looking.weeks(at),
        "may_plan": manages(user, at),
    }
    return render(request, "workshops/planning/list.html", context)


@require_safe
def workshop(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """One workshop: when, where, who leads it, how many sit there, what it misses."""
    found = seen(request, stop, number)
    user = cast("User", request.user)
    works = user.stops_in_charge().filter(pk=found.stop_id).exists()
    awaited = found.state != Workshop.State.CANCELLED and not found.has_ended
    context = {
        "workshop": found,
        "stop": found.stop,
        "tabs": tabs(found, "planning:workshop", user),
        "trainers": list(found.trainers.select_related("partner")),
        "equipment": list(found.equipment.all()),
        "only_for": meant_by(found),
        "missing": missing(found),
        "cautions": of_workshop(found) if works and awaited else [],
        "works": works,
        "may_plan": works and manages(user, found.stop),
        "invited": found.invitations.count(),
        "to_invite": found.invitations.waiting().count(),
    }
    return render(request, "workshops/planning/workshop.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, stop: str) -> HttpResponse:
    """A new draft."""
    at = stop_managed(staff(request), stop)
    return _form(request, at, None)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """Everything of one workshop but, once it is published, its time."""
    found = changed(request, stop, number)
    if found.state == Workshop.State.CANCELLED:
        return redirect("planning:workshop", found.stop.slug, number)
    return _form(request, found.stop, found)


def _form(request: HttpRequest, stop: Stop, workshop: Workshop | None) -> HttpResponse:
    """Show the form, look at what speaks against it, or keep it; nothing typed is lost."""
    user, sent = staff(request), request.method == "POST"
    typed = Workshop.objects.get(pk=workshop.pk) if workshop else Workshop(stop=stop)
    form = WorkshopForm(request.POST if sent else None, instance=typed, stop=stop)
    warned = of_workshop(workshop) if workshop and not sent else []
    if sent and form.is_valid():
        if "look" in request.POST:
            warned = looked_at(form, stop, workshop, by=user)
        elif made := kept(form, stop, workshop, by=user):
            audit.info("user %s kept workshop %s", user.pk, made.pk)
            _say_kept(request, made)
            return redirect("planning:workshop", stop.slug, made.number)
    context = {
        "stop": stop,
        "workshop": workshop,
        "new": _("Plan a workshop"),
        "form": form,
        "cautions": warned,
        "avoid": hours_to_avoid(stop),
        "looked": sent and not form.errors,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "workshops/planning/form.html", context, status=status)


def _say_kept(request: HttpRequest, workshop: Workshop) -> None:
    """Say that it is kept, and what became of people who sit beyond a lower number of seats."""
    messages.success(request, _("It is kept."))
    beyond = workshop.taken - workshop.capacity
    if beyond > 0:
        said = ngettext(
            "%(count)s more sits there than you want: they keep their seat, no other is given.",
            "%(count)s more sit there than you want: they keep their seats, no other is given.",
            beyond,
        )
        messages.warning(request, said % {"count": beyond})
