"""What could not be read or put with a person: the staff look at it, and say what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.delivery import protect
from core.refusals import saying_why
from messaging.actions.arrivals import put_with, set_aside, take_back
from messaging.arrivals import Card, address_of, listed, original_of, words_of
from messaging.dossiers import dossiers
from messaging.models import Inbound, Post, Thread
from messaging.views.threads import chosen_person
from people.access import staff
from people.models import User

if TYPE_CHECKING:
    from django.http import HttpRequest


def _arrival(user: User, pk: int) -> Inbound:
    """One that `user` may look at: unread, settled by hand, or a machine's; any other is not."""
    rows = Inbound.objects.visible_to(user)
    shown = rows.unread() | rows.settled() | rows.by_machines()
    return get_object_or_404(shown.select_related("stop", "post", "settled_by"), pk=pk)


@require_safe
def arrivals(request: HttpRequest) -> HttpResponse:
    """One box of them, the newest first."""
    return render(request, "messaging/arrivals.html", listed(staff(request), request.GET))


@require_safe
def arrival(request: HttpRequest, pk: int) -> HttpResponse:
    """What can be made of it, and whose it may be."""
    user = staff(request)
    return _page(request, user, _arrival(user, pk))


@require_POST
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who may have written, by name, telephone or file number; these stay out of the URL."""
    user = staff(request)
    words = request.POST.get("q", "")[:100]
    found = dossiers().search(words, user=user)
    return _page(request, user, _arrival(user, pk), words=words, people=found)


@require_safe
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """It as it came, as a plain text for disk."""
    return _as_text(_arrival(staff(request), pk))


@require_safe
def original_of_post(request: HttpRequest, pk: int) -> HttpResponse:
    """The original of something in a conversation, as long as it is kept."""
    user = staff(request)
    posts = Post.objects.filter(thread__in=Thread.objects.visible_to(user).values("pk"))
    originals = Inbound.objects.originals().filter(post=get_object_or_404(posts, pk=pk))
    kept = originals.order_by("pk").first()
    if kept is None:
        raise Http404
    return _as_text(kept)


@require_POST
def attachment(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it with a person and a stop; only with whom `user` may find as staff."""
    user = staff(request)
    row = _arrival(user, pk)
    person, stop = chosen_person(request, user)
    with saying_why(request):
        post = put_with(row, person=person, stop=stop, by=user)
        messages.success(request, _("It now stands in the conversation with this person."))
        return redirect("messaging:thread", post.thread_id)
    return redirect("messaging:arrivals")


@require_POST
def setting_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing is to be done with it."""
    user = staff(request)
    row = _arrival(user, pk)
    with saying_why(request):
        set_aside(row, by=user)
        messages.success(request, _("It is set aside. You find it under “Dealt with”."))
    return redirect("messaging:arrivals")


@require_POST
def return_(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it wait again, as if nothing had been done with it."""
    user = staff(request)
    row = _arrival(user, pk)
    with saying_why(request):
        take_back(row, by=user)
        messages.success(request, _("It waits again."))
        return redirect("messaging:arrival_page", row.pk)
    return redirect("messaging:arrivals")


def _page(request: HttpRequest, user: User, row: Inbound, **more: Any) -> HttpResponse:
    said, quoted = words_of(row)
    address = "" if row.settled_at else address_of(row)
    context = {
        "card": Card(row),
        "arrival": row,
        "said": said,
        "quoted": quoted,
        "may_be": dossiers().search(address, user=user) if address else [],
        **more,
    }
    return render(request, "messaging/arrival.html", context)


def _as_text(row: Inbound) -> HttpResponse:
    """Never run nor drawn by a browser, whatever is inside."""
    answer = HttpResponse(original_of(row), content_type="text/plain; charset=utf-8")
    return protect(answer, name=f"microlabs-{row.pk}.txt")
