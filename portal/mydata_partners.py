"""What is kept of the doors that a person opened, for their copy of all that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partners.models import Referral, ReferralReading

if TYPE_CHECKING:
    from people.models import User

DOOR = (
    *("participation__stop__slug", "partner__code", "theme__code", "text__version", "shows"),
    *("state", "reason", "opened_at", "answered_at", "revoked_at"),
)
READING = ("referral__participation__stop__slug", "referral__partner__code", "at")


def of_partners(person: User) -> dict[str, Any]:
    """Their doors with what partners said to them, and when each was looked at.

    Not what an institution noted for itself, as little as the notes of a team.
    """
    doors = Referral.objects.filter(participation__person=person)
    readings = ReferralReading.objects.filter(referral__in=doors)
    return {
        "doors": list(doors.order_by("pk").values(*DOOR)),
        "door_readings": list(readings.order_by("pk").values(*READING)),
    }
