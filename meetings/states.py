"""What a page of the stage asks for again and again: who speaks, what is shown, what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone

from meetings.actions import here
from meetings.models import Guest, Signal

if TYPE_CHECKING:
    from datetime import datetime

    from meetings.models import Meeting


def state_of(guest: Guest, after: int) -> dict[str, Any]:
    """The meeting as `guest` sees it, with the signals to them that are later than `after`.

    Two statements, whoever asks and however many listen.
    """
    meeting, now = guest.meeting, timezone.now()
    guests = list(Guest.objects.filter(_who(guest, now), meeting=meeting).order_by("hand_at", "pk"))
    state: dict[str, Any] = {
        "slide": meeting.slide,
        "slides": len(meeting.pictures),
        "picture": next(iter(meeting.pictures[meeting.slide :]), None),
        "me": {"hand": guest.hand_at is not None, "air": guest.is_on_air},
        "air": next((_named(each) for each in guests if each.is_on_air), None),
        "host": any(each.is_host for each in guests),
        "over": meeting.is_over,
        "other": _other(meeting),
        "signals": _signals(guest, after),
    }
    if guest.is_host:
        listeners = [each for each in guests if not each.is_host]
        state["guests"] = [
            _named(each) | {"line": each.line, "hand": each.hand_at is not None}
            for each in listeners
        ]
    return state


def _who(guest: Guest, now: datetime) -> Q:
    """Whom `guest` hears of: a trainer of everybody here, a listener of those who speak."""
    seen = here(now)
    if guest.is_host:
        return seen
    return seen & (Q(role=Guest.Role.HOST) | Q(is_on_air=True))


def _named(guest: Guest) -> dict[str, Any]:
    return {"id": guest.pk, "name": guest.name}


def _other(meeting: Meeting) -> dict[str, str] | None:
    """The other way to go on by, once the trainer has sent everybody there."""
    if not meeting.is_handed_over:
        return None
    return {"link": meeting.link, "dial": meeting.dial_in}


def _signals(guest: Guest, after: int) -> list[dict[str, Any]]:
    rows = Signal.objects.filter(receiver=guest, pk__gt=after).order_by("pk")
    return [
        {
            "n": row.pk,
            "from": row.sender_id,
            "line": row.line,
            "kind": row.kind,
            "body": row.body,
        }
        for row in rows
    ]
