"""The assistant of a stop: what it needs, a look at its public page, its way through its states."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.refusals import saying_why
from desk.setup.life import life_of
from people.access import staff, stop_managed
from programs.actions import announce, move_stop
from programs.models import Stop, TakenOver
from programs.opening import Preparation, preparations_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

audit = logging.getLogger("microlabs.audit")
OWN_PAGES = {  # of what is changed here; every other room names its own page
    *("dates", "texts", "themes", "partners", "team"),
}
ACTS = {  # the state it leads to: name of the address, words on the button
    Stop.State.OPEN: ("opening", gettext_lazy("Open the applications")),
    Stop.State.CLOSED: ("closing", gettext_lazy("Close the applications")),
    Stop.State.RUNNING: ("start", gettext_lazy("Begin the support")),
    Stop.State.FINISHED: ("end", gettext_lazy("Finish the stop")),
}


def stop_here(request: HttpRequest, slug: str) -> Stop:
    """The stop, whole, for who manages its center."""
    return stop_managed(staff(request), slug)


@require_safe
def assistant(request: HttpRequest, stop: str) -> HttpResponse:
    """What the stop needs, each with its state and the way to change it; where it stands."""
    at = stop_here(request, stop)
    lines = [(each, page_of(at, each)) for each in preparations_of(at)]
    needed = [each for each, _page in lines if each.state == "required"]
    context = {
        "stop": at,
        "life": life_of(at),
        "lines": lines,
        "needed": needed,
        "reached": sum(each.state == "reached" for each, _page in lines),
        "taken_over": _taken_over(at),
        "acts": [ACTS[to] for to in ACTS if to in Stop.MOVES[Stop.State(at.state)]],
    }
    return render(request, "desk/setup/assistant.html", context)


def _taken_over(stop: Stop) -> TakenOver | None:
    """The last copy into a stop, while it may be taken back."""
    if stop.state != Stop.State.PREPARED:
        return None
    rows = TakenOver.objects.filter(stop=stop).select_related("source")
    return rows.defer("before").first()


def page_of(stop: Stop, each: Preparation) -> str:
    """The address on which it is changed; empty where it is only said."""
    if each.code in OWN_PAGES:
        return reverse(f"setup:{each.code}", args=[stop.slug])
    if each.code == "interest" and each.missing:
        return f"{reverse('setup:assistant', args=[stop.slug])}#announcement"
    return each.url


@require_safe
def preview(request: HttpRequest, stop: str) -> HttpResponse:
    """The public page as it will be, for who sets it up."""
    at = stop_here(request, stop)
    home = reverse("setup:assistant", args=[at.slug])
    said = _("This is how the public page will look.")
    messages.info(request, format_html('{} <a href="{}">{}</a>', said, home, _("Back")))
    return render(request, "portal/stop.html", {"stop": at})


@require_POST
def announcement(request: HttpRequest, stop: str) -> HttpResponse:
    """Let the public know of a stop before it opens."""
    at = stop_here(request, stop)
    with saying_why(request):
        announce(at)
        audit.info("user %s announced stop %s", request.user.pk, at.pk)
        messages.success(request, _("The public page is there: whoever wants may be told."))
    return redirect("setup:assistant", at.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, stop: str, *, to: Stop.State) -> HttpResponse:
    """Ask once; then bring the stop into another state, or say what is still missing."""
    at = stop_here(request, stop)
    refused = ""
    if request.method == "POST":
        try:
            move_stop(at, to=to)
        except ValidationError as refusal:
            refused = " ".join(refusal.messages)
        else:
            audit.info("user %s moved stop %s to %s", request.user.pk, at.pk, to)
            sentence = _("The stop is now: %(state)s.") % {"state": to.label}
            messages.success(request, sentence)
            return redirect("setup:assistant", at.slug)
    opens = to == Stop.State.OPEN
    lines = [(each, page_of(at, each)) for each in (preparations_of(at) if opens else ())]
    context = {
        "stop": at,
        "act": ACTS[to][1],
        "opens": opens,
        "refused": refused,
        "needed": [line for line in lines if line[0].state == "required"],
        "better": [line for line in lines if line[0].state == "missing"],
    }
    return render(request, "desk/setup/move.html", context, status=422 if refused else 200)
