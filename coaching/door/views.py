"""The pages of whoever comes to the center: a number, and how many are before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.door import actions
from coaching.door.forms import Taking
from coaching.door.links import ticket_of, ticket_url
from core.doors import private, refuse_in_a_hurry
from core.language import for_reader, language_of_page
from core.refusals import saying_beside
from programs.models import Stop

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

EVERY = 20  # seconds, after which the page of a number is asked for again


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def taking(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a number of today."""
    stop = get_object_or_404(Stop.objects.announced(), slug=slug)
    queue = actions.open_today(stop)
    form = Taking(request.POST) if request.method == "POST" else Taking()
    if request.method == "POST" and queue and form.is_valid():
        with saying_beside(form):
            refuse_in_a_hurry(request, "numbers")
            ticket = actions.take(queue, language=language_of_page(), **form.cleaned_data)
            return redirect(ticket_url(ticket))
    context = {"stop": stop, "queue": queue, "form": form}
    refused = request.method == "POST"
    return render(request, "coaching/door/taking.html", context, status=422 if refused else 200)


@private
@require_safe
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """A number, and how many are before it; the page renews itself."""
    ticket = ticket_of(token)
    with for_reader(request, ticket.language):
        context = {
            "ticket": ticket,
            "stop": ticket.queue.stop,
            "before": actions.before(ticket),
            "token": token,
        }
        answer = render(request, "coaching/door/mine.html", context)
    if ticket.state in {ticket.State.WAITING, ticket.State.CALLED}:
        answer.headers["Refresh"] = str(EVERY)
    return answer


@private
@require_POST
def leaving(request: HttpRequest, token: str) -> HttpResponse:
    """Give a number back."""
    ticket = ticket_of(token)
    if actions.miss(ticket):
        with for_reader(request, ticket.language):
            messages.success(request, _("Your number is given back. Thank you for saying so."))
    return redirect(ticket_url(ticket))
