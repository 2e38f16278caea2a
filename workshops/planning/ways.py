"""How an online workshop meets: by a pasted link, in the center's Jitsi, or on our own stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meetings.jitsi import is_configured
from meetings.models import BIGGEST_STAGE, Meeting

if TYPE_CHECKING:
    from workshops.models import Workshop


def way_of(workshop: Workshop) -> Meeting.Way:
    """How it meets: by the link where there is one, else in a room of the center's or our own.

    Our own holds thirty listeners; a bigger workshop needs a link, and is told so.
    """
    if workshop.link and not workshop.own_stage:
        return Meeting.Way.LINK
    if is_configured() and not workshop.own_stage:
        return Meeting.Way.JITSI
    return Meeting.Way.STAGE


def is_too_big(workshop: Workshop) -> bool:
    """Whether more people may come than our own stage holds."""
    return way_of(workshop) == Meeting.Way.STAGE and workshop.capacity > BIGGEST_STAGE
