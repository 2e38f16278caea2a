"""The messages to groups of a stop, how far each is, and how it is stopped."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from core.refusals import saying_why
from desk.broadcasts import actions
from desk.broadcasts.progress import Progress, progress
from desk.broadcasts.texts import written
from desk.broadcasts.trial import send_trial
from desk.models import SavedGroup
from messaging.channels.base import label_of
from messaging.models import Broadcast
from people.access import staff, stop_in_charge

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from programs.models import Stop

MANY = 100
audit = logging.getLogger("microlabs.audit")


def broadcast_of(request: HttpRequest, stop: str, pk: int) -> tuple[Stop, Broadcast]:
    """A message to a group of a stop, for whoever works on its files. Raises Http404 for others."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    return at, get_object_or_404(
        Broadcast.objects.visible_to(user).select_related("author"), stop=at, pk=pk
    )


@require_safe
def groups(request: HttpRequest, stop: str) -> HttpResponse:
    """Every message to a group of the stop, newest first, by whom and how far it is."""
    at = stop_in_charge(staff(request), stop)
    rows = list(Broadcast.objects.filter(stop=at).select_related("author")[:MANY])
    progress_of = progress(row.pk for row in rows)
    lines = [(row, progress_of.get(row.pk, Progress())) for row in rows]
    context = {"stop": at, "lines": lines, "saved": SavedGroup.objects.filter(stop=at)}
    return render(request, "desk/broadcasts/groups.html", context)


@require_safe
def group(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """How far it is. The page fetches the part that moves every ten seconds while some wait."""
    at, broadcast = broadcast_of(request, stop, pk)
    if broadcast.state == Broadcast.State.DRAFT:
        return redirect("outreach:text", at.slug, pk)
    context: dict[str, Any] = {
        "stop": at,
        "broadcast": broadcast,
        "progress": progress([pk]).get(pk, Progress()),
        "words": [],
    }
    if "HX-Request" in request.headers:
        return render(request, "desk/broadcasts/parts/progress.html", context)
    context["words"] = [(language, *words) for language, words in written(broadcast).items()]
    return render(request, "desk/broadcasts/group.html", context)


@require_POST
def end(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Stop it: what still waits is not sent."""
    at, broadcast = broadcast_of(request, stop, pk)
    if actions.end(broadcast):
        audit.info("user %s stopped group message %s", request.user.pk, pk)
        dropped = progress([pk]).get(pk, Progress()).states["dropped"]
        sentence = ngettext(
            "Stopped: %(count)d message is not sent.",
            "Stopped: %(count)d messages are not sent.",
            dropped,
        )
        messages.success(request, sentence % {"count": dropped})
    return redirect("outreach:group", at.slug, pk)


@require_POST
def delete(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Throw a draft away."""
    at, broadcast = broadcast_of(request, stop, pk)
    actions.discard(broadcast)
    messages.success(request, _("The draft is deleted."))
    return redirect("outreach:groups", at.slug)


@require_POST
def trial(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Send it to oneself alone, and come back to the last look."""
    at, broadcast = broadcast_of(request, stop, pk)
    with saying_why(request):
        key = forms.UUIDField(required=False).clean(request.POST.get("key", "")) or uuid4()
        sent = send_trial(broadcast, stop=at, by=staff(request), key=key)
        ways = " · ".join(sorted(str(label_of(each.channel)) for each in sent))
        messages.success(request, _("A test is on its way to you: %(ways)s.") % {"ways": ways})
    return redirect("outreach:check", at.slug, pk)


@require_POST
def forget(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Delete a saved group; messages that were written to it keep theirs."""
    at = stop_in_charge(staff(request), stop)
    get_object_or_404(SavedGroup, stop=at, pk=pk).delete()
    messages.success(request, _("The saved group is deleted."))
    return redirect("outreach:groups", at.slug)
