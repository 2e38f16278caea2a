"""The center's Jitsi: a room that nobody guesses, and a token that says who comes in as what.

Claims as Prosody's `mod_auth_token` and `mod_token_moderation` read them: all texts, no `iat` (a
clock that is ahead would close the door), `aud` by name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import jwt
from django.conf import settings

from core.links import SignedToken
from meetings.models import LATE

if TYPE_CHECKING:
    from meetings.models import Guest, Meeting

ROOM = SignedToken(salt="meetings.jitsi.room", folded=True)
AUDIO_FIRST = "config.startWithVideoMuted=true&config.startAudioOnly=true"


def is_configured() -> bool:
    """Whether a Jitsi is named in the settings."""
    return bool(settings.JITSI_URL)


def room_of(meeting: Meeting) -> str:
    """The name of its room, in small letters as Jitsi wants it; nobody guesses it."""
    return f"microlabs-{ROOM.make(meeting.pk)}"


def jitsi_url(guest: Guest) -> str:
    """Where `guest` comes in: as moderator or through the lobby, by sound first."""
    room = room_of(guest.meeting)
    claims = {
        "aud": settings.JITSI_APP,
        "iss": settings.JITSI_APP,
        "sub": urlsplit(settings.JITSI_URL).hostname or "",
        "room": room,
        "exp": int((guest.meeting.ends_at + LATE).timestamp()),
        "moderator": "true" if guest.is_host else "false",
        "context": {
            "user": {
                "id": str(guest.pk),
                "name": guest.name,
                "moderator": "true" if guest.is_host else "false",
                "affiliation": "owner" if guest.is_host else "member",
                "lobby_bypass": "true" if guest.is_host else "false",
            }
        },
    }
    token = jwt.encode(claims, settings.JITSI_SECRET, algorithm="HS256")
    return f"{settings.JITSI_URL}/{room}?jwt={token}#{AUDIO_FIRST}"
