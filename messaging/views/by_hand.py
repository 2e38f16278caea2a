"""WhatsApp by hand: a tap opens a ready text in one's own WhatsApp, another says it is sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST, require_safe

from core.keyset import CAP, Keyset, capped_count
from core.refusals import saying_why
from messaging.actions import could_not, prepare, sent_by_hand
from messaging.channels.base import BY_HAND
from messaging.health import A_PAGE, for_hands
from messaging.hours import Calendar, next_moment
from messaging.links import wa_me
from messaging.masking import masked
from messaging.models import Message, Thread
from messaging.occasions import EVENTS
from messaging.views.threads import team
from people.access import staff, works_here

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse, QueryDict

    from people.models import User

REASONS = {  # why a message could not be sent by hand
    "absent": gettext_noop("This number is not on WhatsApp."),
    "stranger": gettext_noop("This number belongs to somebody else."),
    "other": gettext_noop("It could not be sent by hand."),
}
SHOWN = ("person", "stop", "decided_by")


@require_safe
def by_hand(request: HttpRequest) -> HttpResponse:
    """The texts that wait for a hand at the stops of whoever asks, the oldest first."""
    user = staff(request)
    chosen = _chosen(request.GET)
    rows = for_hands(Message.objects.visible_to(user), timezone.now())
    rows = rows.filter(**{name: chosen[name] for name in chosen.keys() & {"event"}})
    if "stop" in chosen:
        rows = rows.filter(stop__slug=chosen["stop"])
    page = Keyset(rows.select_related(*SHOWN), ["due_at", "pk"], size=A_PAGE).page(request.GET)
    count = capped_count(rows)
    context = {
        "letters": [_shown(message, chosen) for message in page.rows],
        "count": min(count, CAP),
        "more": count > CAP,
        "stops": user.stops_in_charge().order_by("slug"),
        "events": sorted((EVENTS[code] for code in EVENTS), key=lambda event: str(event.name)),
        "chosen": chosen,
        "quiet_until": _quiet_until(),
        **page.urls(chosen),
        "first_url": f"?{urlencode(chosen)}" if request.GET.get("after") else "",
    }
    return render(request, "messaging/by_hand.html", context)


@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One text, to be sent now: what is left to do without JavaScript."""
    user = team(request)
    message = _message(user, pk)
    context = {
        "letter": _shown(message, _chosen(request.GET), whole=works_here(user)),
        "thread": message.thread_id,
    }
    return render(request, "messaging/by_hand_one.html", context)


@require_safe
def chat(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead into WhatsApp, to a prepared text: the number stands in no page, only in this answer."""
    message = _message(team(request), pk)
    if message.state != Message.State.PREPARED:
        return redirect("messaging:by_hand_one", pk)
    return redirect(wa_me(message.address, message.body))


@require_POST
def preparation(request: HttpRequest, pk: int) -> HttpResponse:
    """Note who opens it; the answer leads to WhatsApp."""
    return _decide(request, pk, prepare)


@require_POST
def sending(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that it was sent."""
    return _decide(request, pk, sent_by_hand, done=_("Noted: sent."))


@require_POST
def impediment(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that it could not be sent, and why."""
    reason = REASONS.get(request.POST.get("reason", ""), REASONS["other"])

    def noted(message: Message, *, by: User) -> None:
        could_not(message, by=by, reason=reason)

    return _decide(request, pk, noted, done=_("Noted: it could not be sent."))


def _decide(
    request: HttpRequest, pk: int, act: Callable[..., None], *, done: str = ""
) -> HttpResponse:
    """Do it and go to the list, or back to the text; a refusal is a sentence on that page.

    An expert has no list, and comes back to the conversation.
    """
    user = team(request)
    message, chosen = _message(user, pk), urlencode(_chosen(request.GET))
    with saying_why(request):
        act(message, by=user)
        if done:
            messages.success(request, done)
        else:
            return redirect(f"{_url(message)}?{chosen}")
    if not works_here(user):
        return redirect("messaging:thread", message.thread_id)
    list_of_all = redirect("messaging:by_hand")
    list_of_all.headers["Location"] += f"?{chosen}" if chosen else ""
    return list_of_all


def _message(user: User, pk: int) -> Message:
    """One about the stops of `user`, or their own answer in a conversation that is still theirs."""
    answered = Message.objects.filter(author=user, thread__in=Thread.objects.visible_to(user))
    mine = Message.objects.visible_to(user) if works_here(user) else answered
    return get_object_or_404(mine.filter(channel=BY_HAND).select_related(*SHOWN), pk=pk)


def _chosen(query: QueryDict) -> dict[str, str]:
    """What the list is narrowed to, of what may stand in a URL."""
    words = {name: str(query.get(name, "")) for name in ("stop", "event")}
    return {name: word for name, word in words.items() if re.fullmatch(r"[\w-]{1,60}", word)}


def _url(message: Message) -> str:
    return redirect("messaging:by_hand_one", message.pk).url


def _shown(message: Message, chosen: dict[str, str], *, whole: bool = True) -> dict[str, Any]:
    """A text as its card shows it; `whole` with the number, which no expert reads."""
    event = EVENTS.get(message.event)
    return {
        "message": message,
        "text": masked(message),
        "occasion": event.name if event else "",
        "whole": whole,
        "reasons": REASONS.items(),
        "chosen": f"?{urlencode(chosen)}" if chosen else "",
    }


def _quiet_until() -> Any:
    now = timezone.now()
    later = next_moment(now, calendar=Calendar.load())
    return later if later > now else None
