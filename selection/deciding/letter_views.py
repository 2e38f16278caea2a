"""One letter before it is published: looked at, held back, released, or said in other words."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.refusals import saying_beside, saying_why
from people.access import staff, stop_managed
from selection.deciding.forms import Rewording
from selection.deciding.one_letter import one_letter
from selection.own_letters import hold, release, reword

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from applications.models import Application
    from people.models import User
    from programs.models import Stop

audit = logging.getLogger("microlabs.audit")


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, stop: str, reference: str) -> HttpResponse:
    """The letter as its person will read it (GET); in other words for them alone (POST)."""
    user, at, application = _of(request, stop, reference)
    found = one_letter(at, application)
    if found is None:
        raise Http404
    form = Rewording(request.POST if request.method == "POST" else None, letter=found)
    if request.method == "POST" and form.is_valid():
        seen, texts = form.cleaned_data["seen"], form.texts()
        with saying_beside(form):
            reword(application, by=user, seen=seen, texts=texts, usual=found.usual)
            audit.info("user %s worded the letter of file %s", user.pk, application.pk)
            messages.success(request, _("The letter is kept as it is shown here."))
            return redirect("deciding:letter", stop, reference)
    context = {"stop": at, "letter": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "selection/deciding/letter.html", context, status=status)


@require_POST
def holding(request: HttpRequest, stop: str, reference: str) -> HttpResponse:
    """Let this one stay behind when the others are published."""
    user, _at, application = _of(request, stop, reference)
    with saying_why(request):
        hold(application, by=user)
        audit.info("user %s holds the letter of file %s back", user.pk, application.pk)
        messages.success(request, _("%(file)s is held back.") % {"file": reference})
    return redirect("deciding:decisions", stop)


@require_POST
def holding_end(request: HttpRequest, stop: str, reference: str) -> HttpResponse:
    """Let it be published with the next ones."""
    user, _at, application = _of(request, stop, reference)
    with saying_why(request):
        release(application)
        audit.info("user %s releases the letter of file %s", user.pk, application.pk)
        messages.success(request, _("%(file)s goes out with the others.") % {"file": reference})
    return redirect("deciding:decisions", stop)


def _of(request: HttpRequest, stop: str, reference: str) -> tuple[User, Stop, Application]:
    """Who asks, where, and about whom: managers of the stop alone."""
    user = staff(request)
    at = stop_managed(user, stop)
    rows = at.applications.filter(submitted_at__isnull=False)
    return user, at, get_object_or_404(rows, reference=reference)
