"""Decision day at the desk: one look at everything prepared, one button that tells everybody."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from people.access import staff, stop_managed
from selection.deciding.forms import Pacing
from selection.deciding.preview import preview
from selection.deciding.publication import publish

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from programs.models import Stop

audit = logging.getLogger("microlabs.audit")


@require_safe
def decisions(request: HttpRequest, stop: str) -> HttpResponse:
    """Everything prepared, as people will read it; `?wave=` and `?pause=` say when it would end."""
    at = stop_managed(staff(request), stop)
    return _look(request, at, Pacing(request.GET if "wave" in request.GET else None))


def _look(request: HttpRequest, at: Stop, form: Pacing, refused: Any = ()) -> HttpResponse:
    look = preview(at, form.pace(), request.GET.get("page", "1"))
    pages = look.pages
    context = {
        "stop": at,
        "form": form,
        "preview": look,
        "refused": refused,
        "previous_url": pages.has_previous() and f"?page={pages.previous_page_number()}",
        "next_url": pages.has_next() and f"?page={pages.next_page_number()}",
    }
    status = 422 if refused or form.errors else 200
    return render(request, "selection/deciding/decisions.html", context, status=status)


@require_POST
def publication(request: HttpRequest, stop: str) -> HttpResponse:
    """Tell everybody. Idempotent; asks once more when the decisions have changed since the look."""
    user = staff(request)
    at = stop_managed(user, stop)
    form = Pacing(request.POST)
    if not form.is_valid():
        return _look(request, at, form)
    try:
        count = publish(at, by=user, seen=request.POST.get("seal", ""), pace=form.pace())
    except ValidationError as refusal:
        return _look(request, at, form, refusal.messages)
    if count:
        audit.info("user %s published %s decisions of stop %s", user.pk, count, at.pk)
        sentence = ngettext(
            "%(count)d person is told of the decision.",
            "%(count)d people are told of the decisions.",
            count,
        )
        messages.success(request, sentence % {"count": count})
    return redirect("deciding:seats", at.slug)
