"""The queue of today at the desk: opened, called, received; and the code for the door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from coaching.door import actions
from coaching.models import QueueDay, Ticket
from core.links import absolute
from core.qr import qr_file
from core.refusals import saying_why
from people.access import staff, stop_managed

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django_stubs_ext import StrOrPromise

    from programs.models import Stop

State = Ticket.State
ACTS = {  # what can be done with a number, by its state
    State.WAITING: ("call", "absence"),
    State.CALLED: ("reception", "absence", "return"),
    State.SEEN: ("call",),
    State.GONE: ("return",),
}
WORDS = {
    "call": pgettext_lazy("number", "Call"),
    "reception": pgettext_lazy("number", "Is here"),
    "absence": pgettext_lazy("number", "Is not here"),
    "return": pgettext_lazy("number", "Back to the queue"),
}
SHOWN = 60  # numbers of a page; those that are over leave it first


@require_safe
def queue(request: HttpRequest, stop: str) -> HttpResponse:
    """Who waits, who is called, who was received."""
    at = stop_managed(staff(request), stop)
    today = QueueDay.objects.filter(stop=at, day=timezone.localdate()).first()
    rows = today.tickets.all() if today else Ticket.objects.none()
    waits = list(rows.filter(state__in=(State.WAITING, State.CALLED)).order_by("number")[:SHOWN])
    over = list(rows.filter(state__in=(State.SEEN, State.GONE)).order_by("-number")[:SHOWN])
    link = absolute(reverse("queue:taking", args=[at.slug]))
    context = {
        "stop": at,
        "queue": today,
        "waits": [(ticket, _acts(at, ticket)) for ticket in waits],
        "over": [(ticket, _acts(at, ticket)) for ticket in over],
        "link": link,
        "code": mark_safe(qr_file(link)),  # noqa: S308  our own drawing
    }
    return render(request, "coaching/door/queue.html", context)


@require_POST
def opening(request: HttpRequest, stop: str) -> HttpResponse:
    """Give out numbers today."""
    at = stop_managed(staff(request), stop)
    actions.open_queue(at)
    return redirect("queue_desk:queue", at.slug)


@require_POST
def closing(request: HttpRequest, stop: str) -> HttpResponse:
    """Give out no more numbers today."""
    at, today = _today(request, stop)
    actions.close_queue(today)
    return redirect("queue_desk:queue", at.slug)


@require_POST
def calling(request: HttpRequest, stop: str) -> HttpResponse:
    """Call whoever waits longest."""
    at, today = _today(request, stop)
    if ticket := actions.call_next(today):
        said = _("Number %(number)s is called.")
        messages.success(request, said % {"number": ticket.number})
    else:
        messages.info(request, _("Nobody waits."))
    return redirect("queue_desk:queue", at.slug)


@require_POST
def reception(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Whoever was called is here."""
    return _done(request, stop, pk, actions.receive)


@require_POST
def absence(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Whoever was called is not here."""
    return _done(request, stop, pk, actions.miss)


@require_POST
def call(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Call one number before its turn, or once more."""
    return _done(request, stop, pk, actions.call)


@require_POST
def restoring(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Put a number back among those who wait."""
    return _done(request, stop, pk, actions.wait_again)


def _acts(at: Stop, ticket: Ticket) -> list[tuple[str, StrOrPromise]]:
    """The address and the words of each."""
    return [
        (reverse(f"queue_desk:{act}", args=[at.slug, ticket.pk]), WORDS[act])
        for act in ACTS[State(ticket.state)]
    ]


def _today(request: HttpRequest, stop: str) -> tuple[Stop, QueueDay]:
    at = stop_managed(staff(request), stop)
    return at, get_object_or_404(QueueDay, stop=at, day=timezone.localdate())


def _done(request: HttpRequest, stop: str, pk: int, act: Callable[[Ticket], bool]) -> HttpResponse:
    at, today = _today(request, stop)
    ticket = get_object_or_404(today.tickets.select_related("queue__stop__center"), pk=pk)
    with saying_why(request):
        done = act(ticket)
        if not done:
            messages.info(request, _("A colleague was faster: please look again."))
    return redirect("queue_desk:queue", at.slug)
