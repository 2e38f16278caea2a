"""What somebody who stops taking part leaves behind with partners: nothing. All doors close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partners.doors.actions import close_door
from partners.doors.forgetting import forget_words
from partners.models import Referral

if TYPE_CHECKING:
    from people.models import Participation, User


def leaving(participation: Participation, *, by: User | None) -> None:  # noqa: ARG001  the protocol's
    """Close each door; what partners said of the person goes from the history too."""
    for door in Referral.objects.open_doors().filter(participation=participation).order_by("pk"):
        close_door(door)
    forget_words(Referral.objects.filter(participation=participation))
