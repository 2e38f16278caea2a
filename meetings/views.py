"""The pages of a meeting: its door, its stage, and what the stage's script asks and says."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.delivery import deliver
from core.doors import private
from core.language import for_reader
from meetings import actions
from meetings.ice import ice_servers
from meetings.links import guest_by
from meetings.models import Guest, Meeting
from meetings.onward import gone_on, own_room, refreshed
from meetings.states import state_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

Way = Meeting.Way
WHOLE = 2**31  # more than any slide


@private
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, token: str) -> HttpResponse:
    """Before its hour, when it opens; then what it costs, a check of the sound, and the way in.

    Looking changes nothing; coming in is counted as arrival, once.
    """
    guest = guest_by(token)
    with for_reader(request, guest.language):
        context = _about(guest, token)
        if guest.meeting.is_over:
            return render(request, "meetings/over.html", context)
        if guest.meeting.is_early:
            return refreshed(render(request, "meetings/early.html", context), 60)
        if request.method != "POST":
            return render(request, "meetings/door.html", context)
        actions.enter(guest)
        own = own_room(guest)
        return redirect(own) if own else gone_on(request, guest)


@private
@require_safe
def stage(request: HttpRequest, token: str) -> HttpResponse:
    """Our own room; whoever has not come in by its door goes there first."""
    guest = guest_by(token)
    meeting = guest.meeting
    if meeting.way != Way.STAGE or meeting.is_over or guest.entered_at is None:
        return redirect("meetings:door", token)
    with for_reader(request, guest.language):
        data = {
            "url": reverse("meetings:door", args=[token]),
            "host": guest.is_host,
            "ice": ice_servers(guest.pk),
        }
        context = _about(guest, token) | {"data": data}
        response = render(request, "meetings/stage.html", context)
        response.headers["Permissions-Policy"] = "microphone=(self)"
        return response


def _spoken(view: Callable[[HttpRequest, Guest], dict[str, Any]]) -> Any:
    """A page that only the stage's script asks: JSON, 422 for what makes no sense."""

    @private
    @require_POST
    @wraps(view)
    def answered(request: HttpRequest, token: str) -> JsonResponse:
        guest = guest_by(token)
        if guest.entered_at is None or guest.meeting.is_over:
            raise Http404
        try:
            return JsonResponse(view(request, guest))
        except ValidationError as refusal:
            return JsonResponse({"refused": refusal.messages}, status=422)

    return answered


@_spoken
def now(request: HttpRequest, guest: Guest) -> dict[str, Any]:
    """Say that one is here, and hear how the meeting stands."""
    actions.see(guest, request.POST.get("line", ""), begins="begins" in request.POST)
    return state_of(guest, actions.number(request.POST, "after") or 0)


@_spoken
def signals(request: HttpRequest, guest: Guest) -> dict[str, Any]:
    """Hand on what one browser says to another."""
    post = request.POST
    row = actions.signal(
        guest,
        to=actions.number(post, "to") or 0,
        line=post.get("line", ""),
        kind=post.get("kind", ""),
        body=post.get("body", ""),
    )
    return {"n": row.pk}


@_spoken
def hand(request: HttpRequest, guest: Guest) -> dict[str, Any]:
    """Raise or lower one's hand."""
    return {"hand": bool(actions.raise_hand(guest, up=request.POST.get("up") == "1"))}


def _led(view: Callable[[HttpRequest, Guest], dict[str, Any]]) -> Any:
    """The same, for the trainer alone."""

    @wraps(view)
    def led(request: HttpRequest, guest: Guest) -> dict[str, Any]:
        if not guest.is_host:
            raise PermissionDenied
        return view(request, guest)

    return _spoken(led)


@_led
def speaker(request: HttpRequest, guest: Guest) -> dict[str, Any]:
    """Let one listener speak to all, or nobody any more."""
    actions.bring_on(guest.meeting, actions.number(request.POST, "guest"))
    return {}


@_led
def slide(request: HttpRequest, guest: Guest) -> dict[str, Any]:
    """Turn to a slide."""
    wanted = min(actions.number(request.POST, "slide") or 0, WHOLE)
    return {"slide": actions.turn(guest.meeting, wanted)}


@_led
def other_way(request: HttpRequest, guest: Guest) -> dict[str, Any]:
    """Send everybody on to the link or the telephone, or back."""
    actions.hand_over(guest.meeting, over=request.POST.get("over") == "1")
    return {}


@private
@require_safe
def picture(_request: HttpRequest, token: str, pk: int) -> HttpResponseBase:
    """One slide, for whoever has come in."""
    guest = guest_by(token)
    if guest.entered_at is None:
        raise Http404
    row = get_object_or_404(guest.meeting.slides, pk=pk)
    return deliver(
        row.picture, name=f"{row.position + 1}.jpg", content_type="image/jpeg", shown=True
    )


def _about(guest: Guest, token: str) -> dict[str, Any]:
    return {"guest": guest, "meeting": guest.meeting, "token": token}
