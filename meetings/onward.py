"""Where a guest goes on from our door, where the meeting is not held on our own stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meetings.jitsi import is_configured, jitsi_url
from meetings.models import Meeting

if TYPE_CHECKING:
    from meetings.models import Guest


def is_ours(meeting: Meeting) -> bool:
    """Whether it is held on our own stage, and has not been continued elsewhere."""
    return meeting.way == Meeting.Way.STAGE and not meeting.is_handed_over


def onward(guest: Guest) -> str:
    """The URL of the Jitsi or of the pasted link; empty where only a telephone is left."""
    if guest.meeting.way == Meeting.Way.JITSI and is_configured():
        return jitsi_url(guest)
    return guest.meeting.link
