"""A reader abstains from a file in one tap, and takes that back until somebody else has read it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications.access import file_in_charge
from applications.models import Application
from people.access import staff, stop_in_charge
from selection.models import Recusal
from selection.review import conflicts
from selection.triage.queue import forget_reading
from selection.triage.screens import Refused, onward, show

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

audit = logging.getLogger("microlabs.audit")


@require_POST
def abstention(request: HttpRequest, stop: str, reference: str) -> HttpResponse:
    """Abstain, with a reason if one likes; the next file comes. Twice is harmless."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    own = Recusal.objects.live().filter(reader=user, application__stop=at)
    if not own.filter(application__reference=reference).exists():
        application = file_in_charge(user, stop, reference)
        given = request.POST.get("reason", "")
        reason = given if given in Recusal.Reason else ""
        try:
            conflicts.abstain(application, by=user, reason=reason)
        except ValidationError as refusal:
            return onward(request, at, user, refused=Refused.by(refusal))
        forget_reading(application, user)
        audit.info("user %s abstains from file %s", user.pk, application.pk)
        if application.state != Application.State.SUBMITTED:
            messages.success(request, _("You abstain from this file."))
            return redirect("deciding:second-looks", at.slug)
    return onward(request, at, user)


@require_POST
def coming_back(request: HttpRequest, stop: str, reference: str) -> HttpResponse:
    """Take the abstention back; the file is there again, on one's screen. Twice is harmless."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    mine = Recusal.objects.abstentions().filter(reader=user, application__stop=at)
    recusal = get_object_or_404(
        mine.filter(application__reference=reference)
        .select_related("application__stop__center__region")
        .order_by("-pk")[:1]
    )
    try:
        conflicts.come_back(recusal.application, by=user)
    except ValidationError as refusal:
        return onward(request, at, user, refused=Refused.by(refusal))
    audit.info("user %s reads file %s again", user.pk, recusal.application_id)
    if "HX-Request" in request.headers:
        return show(request, at, recusal.application, user)
    messages.success(request, _("You read this file again."))
    if recusal.application.state != Application.State.SUBMITTED:
        return redirect("deciding:second-looks", at.slug)
    return redirect("triage:card", at.slug, reference)
