"""Sessions in the calendar of a stop: one entry a day and expert; no participant is named."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from coaching.models import Booking
from coaching.staff.week import first_moment
from programs.calendar import Entry

if TYPE_CHECKING:
    from datetime import date

    from programs.models import Stop

SEEN = (Booking.State.BOOKED, Booking.State.HELD)


def days(stop: Stop, first: date, last: date) -> list[Entry]:
    """What is booked or was held, in one statement."""
    ends = first_moment(last + timedelta(days=1))
    rows = Booking.objects.filter(stop=stop, state__in=SEEN, starts_at__lt=ends)
    found = rows.filter(starts_at__gte=first_moment(first)).select_related("expert")
    every = sorted(found, key=_day_and_expert)
    return [_entry(stop, day, list(own)) for (day, _pk), own in groupby(every, key=_day_and_expert)]


def _day_and_expert(booking: Booking) -> tuple[date, int]:
    return timezone.localdate(booking.starts_at), booking.expert_id


def _entry(stop: Stop, day: date, own: list[Booking]) -> Entry:
    expert, count = own[0].expert, len(own)
    said = ngettext("%(name)s: %(count)s session", "%(name)s: %(count)s sessions", count)
    url = f"{reverse('coaching:list', args=[stop.slug])}?on={day}&span=day&expert={expert.pk}"
    return Entry(
        key=f"sessions-{expert.pk}-{day}",
        kind="session",
        title=said % {"name": expert.name, "count": count},
        day=day,
        starts_at=min(each.starts_at for each in own),
        ends_at=max(each.ends_at for each in own),
        url=url,
        version=sum(each.version for each in own),
    )
