"""What the desk's search finds among sessions: those of a person, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coaching.models import Booking
from people.looking import named
from people.search import Hits
from people.unnamed import named as named_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from people.models import User
    from programs.models import Stop

SHOWN = 10
SEEN = (*Booking.TAKING, Booking.State.HELD, Booking.State.MISSED)


def hits(user: User, stops: Sequence[Stop], words: str) -> list[Hits]:
    """The sessions of these stops whose person is meant; one statement."""
    rows = Booking.objects.filter(named(words, of="person"), stop__in=stops, state__in=SEEN)
    rows = rows.filter(named_to(user, person="person"))
    whole = rows.select_related("stop", "person", "expert", "theme")
    found = list(whole.order_by("-starts_at", "pk")[: SHOWN + 1])
    part, more = "coaching/staff/parts/found.html", len(found) > SHOWN
    return [Hits("sessions", part, found[:SHOWN], position=25, more=more)]
