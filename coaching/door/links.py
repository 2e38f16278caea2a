"""The URL of a number in the queue: whoever holds it sees how many are before them."""

from __future__ import annotations

from coaching.models import Ticket
from core.links import SignedLink, absolute

TICKET = SignedLink("/ticket/", salt="coaching.door.links.ticket")


def ticket_url(ticket: Ticket) -> str:
    """The page of this number."""
    return f"{TICKET.prefix}{TICKET.make(ticket.pk)}/"


def ticket_link(ticket: Ticket) -> str:
    """The same URL with its host, for a message."""
    return absolute(ticket_url(ticket))


def ticket_of(token: str) -> Ticket:
    """The number that a link was made for. Raises Http404 for any other."""
    return TICKET.row_or_404(token, Ticket.objects.select_related("queue__stop__center"))
