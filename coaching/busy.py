"""When sessions keep people: participants theirs, experts what is booked with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from coaching.models import Booking
from people.busy import Busy

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime


def busy(people: Collection[int], first: datetime, last: datetime) -> list[Busy]:
    """Their sessions that are offered, booked or held then, in one statement."""
    theirs = Q(person__in=people) | Q(expert__user__in=people)
    rows = Booking.objects.blocking().filter(theirs, starts_at__lt=last, ends_at__gt=first)
    return [
        Busy(
            person,
            each.starts_at,
            each.ends_at,
            _("a session with an expert"),
            f"session {each.pk}",
        )
        for each in rows.select_related("expert")
        for person in {each.person_id, each.expert.user_id} & {*people}
        if person
    ]
