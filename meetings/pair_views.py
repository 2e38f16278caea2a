"""The pages of a room for two, and what its script asks and says."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from core.doors import private
from core.language import for_reader
from core.refusals import saying_why
from meetings import pair
from meetings.actions import number
from meetings.ice import ice_servers
from meetings.links import guest_by
from meetings.models import Meeting

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from meetings.models import Guest


def _is_open(guest: Guest) -> bool:
    """Whether somebody may be in this room: it is one for two, they came in, it is not over."""
    meeting = guest.meeting
    return meeting.way == Meeting.Way.PAIR and guest.entered_at is not None and not meeting.is_over


@private
@require_safe
def room(request: HttpRequest, token: str) -> HttpResponse:
    """The room; whoever has not come in by its door goes there first."""
    guest = guest_by(token)
    if not _is_open(guest):
        return redirect("meetings:door", token)
    with for_reader(request, guest.language):
        url = reverse("meetings:room", args=[token])
        data = {"url": url, "me": guest.pk, "ice": ice_servers(guest.pk)}
        context = {"guest": guest, "meeting": guest.meeting, "data": data}
        response = render(request, "meetings/room.html", context)
        response.headers["Permissions-Policy"] = "microphone=(self), camera=(self)"
        return response


def _spoken(view: Callable[[HttpRequest, Guest], dict[str, Any]]) -> Any:
    """A page that only the room's script asks: JSON, 422 for what is refused or makes no sense."""

    @private
    @require_POST
    @wraps(view)
    def answered(request: HttpRequest, token: str) -> JsonResponse:
        guest = guest_by(token)
        if not _is_open(guest):
            raise Http404
        with for_reader(request, guest.language):
            try:
                return JsonResponse(view(request, guest))
            except ValidationError as refusal:
                return JsonResponse({"refused": refusal.messages}, status=422)

    return answered


@_spoken
def now(request: HttpRequest, guest: Guest) -> dict[str, Any]:
    """Say that one is here, and hear who else is."""
    post = request.POST
    line, was = post.get("line", ""), post.get("was", "")
    pair.see(guest, line, was=was, begins="begins" in post)
    return pair.state_of(guest, number(post, "after") or 0)


@_spoken
def signals(request: HttpRequest, guest: Guest) -> dict[str, Any]:
    """Hand on what one browser says to another."""
    post = request.POST
    row = pair.signal(
        guest,
        to=number(post, "to") or 0,
        line=post.get("line", ""),
        kind=post.get("kind", ""),
        body=post.get("body", ""),
    )
    return {"n": row.pk}


@_spoken
def entry(request: HttpRequest, guest: Guest) -> dict[str, Any]:
    """Let in who waits; for the one who leads."""
    if not guest.is_host:
        raise PermissionDenied
    pair.let_in(guest.meeting, number(request.POST, "guest") or 0)
    return {}


@_spoken
def _number(request: HttpRequest, guest: Guest) -> dict[str, Any]:
    return {"number": pair.telephone(guest, request.POST.get("way", ""))}


@private
@require_POST
def telephone(request: HttpRequest, token: str) -> HttpResponse:
    """Go on by a call; where no script runs, the room itself says so."""
    if "page" not in request.POST:
        asked: HttpResponse = _number(request, token)
        return asked
    guest = guest_by(token)
    if _is_open(guest):
        with for_reader(request, guest.language), saying_why(request):
            pair.telephone(guest, request.POST.get("way", ""))
    return redirect("meetings:room", token)
