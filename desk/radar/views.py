"""The radar of a stop, and the draft that it makes."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.refusals import saying_why
from desk.radar.actions import draft
from desk.radar.radar import blips
from people.access import manages, staff, stop_in_charge, stop_managed

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

audit = logging.getLogger("microlabs.audit")


@require_safe
def radar(request: HttpRequest, stop: str) -> HttpResponse:
    """Which workshops people were promised, or ask for, and nobody has planned."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    found = blips(at)
    context = {
        "stop": at,
        "blips": [blip for blip in found if blip.lacking],
        "ideas": [blip for blip in found if blip.unheard],
        "planned": [blip for blip in found if not (blip.lacking or blip.unheard)],
        "may_plan": manages(user, at),
    }
    return render(request, "desk/radar/radar.html", context)


@require_POST
def making(request: HttpRequest, stop: str, theme: str, place: str) -> HttpResponse:
    """Make the draft of one of them, with its invitation list."""
    user = staff(request)
    at = stop_managed(user, stop)
    asked = (each for each in blips(at) if (each.theme.code, each.place) == (theme, place))
    blip = next(asked, None)
    if blip is None:
        raise Http404
    with saying_why(request):
        made = draft(at, blip, by=user)
        if made is None:
            messages.info(request, _("Enough is planned for these people by now."))
            return redirect("radar:radar", at.slug)
        audit.info("user %s made workshop %s from the radar", user.pk, made.pk)
        messages.success(
            request, _("This is the draft, with its invitation list. Nobody sees it yet.")
        )
        return redirect("planning:workshop", at.slug, made.number)
    return redirect("radar:radar", at.slug)
