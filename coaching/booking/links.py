"""The URL by which the person of a session answers about it, without signing in.

Whoever opens it sees; only a POST changes something.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coaching.models import Booking
from core.links import SignedLink, absolute

if TYPE_CHECKING:
    from django.db.models import QuerySet

SESSION = SignedLink("/session/", salt="coaching.booking.links.session")
WITH_ALL = (
    *("slot", "stop__center__region", "expert__user", "beside__user", "participation"),
    *("person", "theme"),
)


def session_url(booking: Booking) -> str:
    """Where its person joins, moves, cancels, accepts or declines; it lives as the session does."""
    return f"{SESSION.prefix}{SESSION.make(booking.pk)}/"


def session_link(booking: Booking) -> str:
    """The same URL with its host, for a message."""
    return absolute(session_url(booking))


def session_of(token: str) -> Booking:
    """The session that a link was made for, whatever became of it. Raises Http404 for any other."""
    return SESSION.row_or_404(token, with_all())


def with_all() -> QuerySet[Booking]:
    """Sessions with everything that is said of them."""
    return Booking.objects.select_related(*WITH_ALL)
