"""When sessions keep people: participants theirs, experts what is booked with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.utils.translation import gettext as _

from coaching.models import Booking
from core.composed import Composed, slot, slots
from people.busy import Busy

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

SESSIONS = Composed(
    lambda: (
        Booking.objects.blocking()
        .filter(Q(person__in=slots("people")) | Q(expert__user__in=slots("people")))
        .filter(starts_at__lt=slot("last"), ends_at__gt=slot("first"))
        .annotate(led_by=F("expert__user"))
        .order_by("starts_at", "pk")
    )
)


def busy(people: Collection[int], first: datetime, last: datetime) -> list[Busy]:
    """Their sessions that are offered, booked or held then, in one statement."""
    rows = SESSIONS.rows({"people": [*people], "first": first, "last": last})
    return [
        Busy(
            person,
            each.starts_at,
            each.ends_at,
            _("a session with an expert"),
            f"session {each.pk}",
        )
        for each in rows
        for person in {each.person_id, each.led_by} & {*people}  # type: ignore[attr-defined]
        if person
    ]
