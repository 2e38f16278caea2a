"""A manager keeps a reader off a file, and lets them on again."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications.access import file_in_charge
from core.numbers import number
from core.refusals import saying_why
from people.access import staff, stop_managed
from people.models import User
from selection.models import Recusal
from selection.review import conflicts
from selection.review.readers import reviewers_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from applications.models import Application

audit = logging.getLogger("microlabs.audit")


@require_POST
def off(request: HttpRequest, stop: str, reference: str) -> HttpResponse:
    """Keep somebody (`to`) off a file; what they had of it goes to another. Twice is harmless."""
    user = staff(request)
    at = stop_managed(user, stop)
    application = file_in_charge(user, at.slug, reference)
    reader = get_object_or_404(reviewers_of(at), pk=number(request.POST.get("to", "")))
    given = request.POST.get("reason", "")
    reason = given if given in Recusal.Reason else ""
    with saying_why(request):
        conflicts.keep_off(application, reader=reader, by=user, reason=reason)
        audit.info("user %s keeps user %s off file %s", user.pk, reader.pk, application.pk)
        messages.success(request, _said(application, reader))
    return _back(request, application)


@require_POST
def on(request: HttpRequest, stop: str, reference: str) -> HttpResponse:
    """Let somebody (`to`) read a file again. Twice is harmless."""
    user = staff(request)
    at = stop_managed(user, stop)
    application = file_in_charge(user, at.slug, reference)
    recusals = Recusal.objects.filter(application=application)
    reader = get_object_or_404(
        User.objects.filter(pk__in=recusals.values("reader")),
        pk=number(request.POST.get("to", "")),
    )
    conflicts.let_on(application, reader=reader, by=user)
    audit.info("user %s lets user %s on file %s", user.pk, reader.pk, application.pk)
    params = {"file": application.reference, "name": reader.name}
    messages.success(request, _("%(name)s may read file %(file)s again.") % params)
    return _back(request, application)


def _said(application: Application, reader: User) -> str:
    """Who is off, and in whose hands the file is now."""
    params = {"file": application.reference, "name": reader.name}
    waiting = application.reviews.filter(verdict="").select_related("reviewer").first()
    if waiting is None:
        return _("%(name)s does not read file %(file)s.") % params
    sentence = _("%(name)s does not read file %(file)s: it is in the hands of %(other)s.")
    return sentence % {**params, "other": waiting.reviewer.name}


def _back(request: HttpRequest, application: Application) -> HttpResponse:
    """To where it was done: the list (`of`), the board, the triage (`back`); else to the file."""
    back = request.POST.get("back", "")
    if back == "board":
        return redirect("review:board", application.stop.slug)
    if back == "triage":
        return redirect("triage:card", application.stop.slug, application.reference)
    if of := request.POST.get("of", ""):
        response = redirect("review:files", application.stop.slug)
        response["Location"] += f"?of={number(of) or 'nobody'}"
        return response
    return redirect("file:page", application.stop.slug, application.reference)
