"""Where a guest goes on from our door, where the meeting is not held on our own stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse

from meetings.jitsi import is_configured, jitsi_url
from meetings.links import GUEST
from meetings.models import Meeting

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from meetings.models import Guest


def is_ours(meeting: Meeting) -> bool:
    """Whether it is held on our own stage, and has not been continued elsewhere."""
    return meeting.way == Meeting.Way.STAGE and not meeting.is_handed_over


def own_room(guest: Guest) -> str:
    """The URL of our own room for `guest`; empty where the meeting is held elsewhere.

    A room for two that goes on by telephone stays open: there one reads whom to call.
    """
    token = GUEST.make(guest.pk)
    if guest.meeting.way == Meeting.Way.PAIR:
        return reverse("meetings:room", args=[token])
    return reverse("meetings:stage", args=[token]) if is_ours(guest.meeting) else ""


def onward(guest: Guest) -> str:
    """The URL of the Jitsi or of the pasted link; empty where only a telephone is left."""
    if guest.meeting.way == Meeting.Way.JITSI and is_configured():
        return jitsi_url(guest)
    return guest.meeting.link


def gone_on(request: HttpRequest, guest: Guest) -> HttpResponse:
    """The page that leads on by itself, after a second, to where the meeting is held.

    By a header: a redirection would not leave a form whose answers stay with us (CSP).
    """
    url = onward(guest)
    context = {"guest": guest, "meeting": guest.meeting, "onward": url}
    page = render(request, "meetings/onward.html", context)
    return refreshed(page, 1, url) if url else page


def refreshed(page: HttpResponse, seconds: int, url: str = "") -> HttpResponse:
    """`page`, which a browser asks for again after so many seconds, or goes on to `url`."""
    page.headers["Refresh"] = f"{seconds};url={url}" if url else str(seconds)
    return page
