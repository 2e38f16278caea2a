"""The URLs by which one answers about a seat without signing in: for one seat, or one invitation.

Whoever opens them sees; only a POST changes something.
"""

from __future__ import annotations

from django.http import Http404

from core.composed import Composed, slot
from core.links import SignedLink, absolute
from people.models import Participation
from workshops.models import Seat, Workshop

SEAT = SignedLink("/seat/", salt="workshops.seats.links.seat")
INVITATION = SignedLink("/workshop/", salt="workshops.seats.links.invitation")
CERTIFICATE = "/certificate/"
INVITED = ("workshop", "participation")
WORKSHOP = Composed(
    lambda: (
        Workshop.objects.published()
        .filter(pk=slot("workshop"))
        .select_related("stop__center__region", "theme", "venue", "series", "prerequisite")
    )
)
PERSON = Composed(
    lambda: Participation.objects.filter(pk=slot("participation")).select_related("person")
)
WITH_ALL = ("workshop__stop__center__region", "workshop__series", "participation__person")


def seat_url(seat: Seat) -> str:
    """Where its person accepts, declines, leaves or joins; it lives as long as the seat."""
    return f"{SEAT.prefix}{SEAT.make(seat.pk)}/"


def seat_link(seat: Seat) -> str:
    """The same URL with its host, for a message."""
    return absolute(seat_url(seat))


def invitation_url(workshop: Workshop, participation: Participation) -> str:
    """Where this person registers for this workshop in one tap."""
    return f"{INVITATION.prefix}{INVITATION.make(workshop.pk, participation.pk)}/"


def invitation_link(workshop: Workshop, participation: Participation) -> str:
    """The same URL with its host, for a message."""
    return absolute(invitation_url(workshop, participation))


def seat_of(token: str) -> Seat:
    """The seat that a link was made for, whatever became of it. Raises Http404 for any other."""
    return SEAT.row_or_404(token, Seat.objects.select_related(*WITH_ALL))


def invited(token: str) -> dict[str, int]:
    """The keys of the workshop and of the participation of an invitation. Raises Http404."""
    keys = INVITATION.read(token)
    if len(keys) != len(INVITED):
        raise Http404
    return dict(zip(INVITED, keys, strict=True))


def invited_by(token: str) -> tuple[Workshop, Participation]:
    """The workshop and the person of an invitation. Raises Http404 for any other URL."""
    keys = invited(token)
    workshop, participation = WORKSHOP.row(keys), PERSON.row(keys)
    if workshop is None or participation is None:
        raise Http404
    return workshop, participation
