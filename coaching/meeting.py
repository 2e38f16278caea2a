"""What follows from the room of a session: one goes on by telephone when the line does not hold."""

from __future__ import annotations

import re

from coaching.models import Booking


def called(about: str, way: str, by_host: bool) -> str:  # noqa: FBT001  as the protocol says it
    """The number to go on by, once the session is held by a call; empty where none may be given.

    Its person may always ask to be called. The expert reads a number only if one was given for this
    session: one that was booked by sound and picture says nothing of a telephone.
    """
    found = re.fullmatch(r"session (\d{1,18})", about)
    rows = Booking.objects.select_related("person").filter(state=Booking.State.BOOKED)
    booking = rows.filter(pk=found[1]).first() if found else None
    if booking is None or booking.person is None:
        return ""
    number: str = booking.phone or ("" if by_host else booking.person.phone or "")
    if number:
        Booking.objects.filter(pk=booking.pk).update(mode=way, phone=number)
    return number
