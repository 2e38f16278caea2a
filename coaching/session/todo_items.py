"""What of sessions waits for somebody of a center: people to call, reports that are missing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from coaching.models import Booking
from coaching.session.care import how_many
from people.todo import TodoItem

if TYPE_CHECKING:
    from people.todo import Desk

PAGE = "day:calls"
LATE = timedelta(days=2)  # after a session, for its report


def todo(desk: Desk) -> list[TodoItem]:
    """Two items of the stops of a center, in three statements."""
    return [_calls(desk), _reports(desk)] if desk.stops else []


def _calls(desk: Desk) -> TodoItem:
    people = how_many(desk.stops, desk.user)
    slugs = {stop.pk: stop.slug for stop in desk.stops}
    return TodoItem(
        _("People to call about their sessions"),
        "phone",
        reverse(PAGE, args=[slugs[people.stop or desk.stops[0].pk]]),
        position=57,
        count=people.count,
        more=people.more,
        menu=PAGE,
    )


def _reports(desk: Desk) -> TodoItem:
    unwritten = Booking.objects.filter(
        stop__in=desk.stops, state=Booking.State.BOOKED, ends_at__lt=desk.now - LATE
    ).aggregate(many=Count("pk"), since=Min("ends_at"), stop=Min("stop__slug"))
    where = reverse("coaching:list", args=[unwritten["stop"] or desk.stops[0].slug])
    if since := unwritten["since"]:  # the week of the oldest, and those that stand as booked
        on = timezone.localdate(since)
        where += f"?{urlencode({'on': f'{on}', 'state': Booking.State.BOOKED})}"
    return TodoItem(
        _("Reports that experts have still to write"),
        "pencil",
        where,
        position=58,
        count=unwritten["many"],
        since=unwritten["since"],
        menu="coaching:list",
    )
