"""The health of the queue, and what in it needs a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.keyset import Keyset
from core.refusals import saying_why
from messaging.actions import arrived, give_up, send_again
from messaging.channels.base import channels
from messaging.health import A_PAGE, Health, to_decide
from messaging.installation import is_home
from messaging.masking import masked
from messaging.models import Message
from messaging.occasions import EVENTS
from people.access import staff, works_here
from people.models import User

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Numbers for coordinators; for those who work on files, theirs, and what they must decide."""
    user = request.user
    if not (isinstance(user, User) and (works_here(user) or user.is_national)):
        raise PermissionDenied
    mine = Message.objects.visible_to(user)
    waiting = Keyset(_waiting(user), ["-moved_at", "-pk"], size=A_PAGE)
    page = waiting.page(request.GET) if works_here(user) else None
    context = {
        "health": Health.of(Message.objects.all() if user.is_national else mine),
        "is_home": is_home(),
        "channels": [
            (each.label, each.configured()) for each in channels().values() if not each.by_hand
        ],
        "whole": user.is_national,
        "works_here": works_here(user),
        "letters": [_shown(message) for message in page.rows] if page else [],
        **(page.urls({}) if page else {}),
        "first_url": request.path if request.GET.get("after") else "",
    }
    return render(request, "messaging/queue.html", context)


@require_POST
def arrival(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that somebody knows that it arrived."""
    return _decide(request, pk, arrived, done=_("Noted: it arrived."))


@require_POST
def repetition(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it once more."""
    return _decide(request, pk, send_again, done=_("It is sent once more."))


@require_POST
def surrender(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave it at that."""
    return _decide(request, pk, give_up, done=_("Noted: it is not sent again."))


def _waiting(user: User) -> Any:
    """What needs a decision of `user`, with what its card shows."""
    return to_decide(Message.objects.visible_to(user), timezone.now()).select_related(
        "person", "stop"
    )


def _decide(request: HttpRequest, pk: int, act: Callable[..., None], *, done: str) -> HttpResponse:
    """Do it, or say why it cannot be done; back to the list either way."""
    user = staff(request)
    message = get_object_or_404(Message.objects.visible_to(user), pk=pk)
    with saying_why(request):
        act(message, by=user)
        messages.success(request, done)
    return redirect("messaging:queue")


def _shown(message: Message) -> dict[str, Any]:
    """A message as its card shows it, without what only its reader may see."""
    event = EVENTS.get(message.event)
    return {
        "message": message,
        "occasion": event.name if event else "",
        "text": masked(message),
        "reason": _(message.failure) if message.failure else "",
    }
