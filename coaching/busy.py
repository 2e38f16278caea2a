"""When sessions keep people: participants theirs, experts what is booked with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from coaching.models import Booking
from core.composed import Composed, slot, slots
from people.busy import Busy

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

BESIDE = "beside session "
SESSIONS = Composed(
    lambda: (
        Booking.objects.blocking()
        .filter(
            Q(person__in=slots("people"))
            | Q(expert__user__in=slots("people"))
            | Q(beside__user__in=slots("people"))
        )
        .filter(starts_at__lt=slot("last"), ends_at__gt=slot("first"))
        .annotate(led_by=F("expert__user"), second=F("beside__user"))
        .order_by("starts_at", "pk")
    )
)


def busy(people: Collection[int], first: datetime, last: datetime) -> list[Busy]:
    """Their sessions that are offered, booked or held then, in one statement.

    For a second expert such an hour is none of their own slots: it has a name of its own.
    """
    found: list[Any] = [*SESSIONS.rows({"people": [*people], "first": first, "last": last})]
    return [
        Busy(person, each.starts_at, each.ends_at, _("a session with an expert"), about)
        for each in found
        for person, about in {
            each.second: f"{BESIDE}{each.pk}",
            each.led_by: f"session {each.pk}",
            each.person_id: f"session {each.pk}",
        }.items()
        if person in people
    ]
