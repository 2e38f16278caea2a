"""The private URL by which a guest comes in: signed, for one person and one meeting."""

from __future__ import annotations

from django.urls import reverse

from core.links import SignedLink, absolute
from meetings.models import Guest

GUEST = SignedLink("/meet/", salt="meetings.links.guest")


def guest_url(guest: Guest) -> str:
    """Where this guest comes in."""
    return reverse("meetings:door", args=[GUEST.make(guest.pk)])


def guest_link(guest: Guest) -> str:
    """The whole URL of the same, for a message."""
    return absolute(guest_url(guest))


def guest_by(token: str) -> Guest:
    """The guest who holds this URL, with the meeting; any other URL gives 404."""
    return GUEST.row_or_404(token, Guest.objects.select_related("meeting"))
