"""What of experts waits for a center: who asks, who begins alone, whose absence hits sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching.models import Booking, Expert
from people.todo import MOST, TodoItem, counted

if TYPE_CHECKING:
    from people.todo import Desk

PAGE = "experts:list"
DAY = "coaching:day"  # where a whole day is moved
State = Expert.State


def todo(desk: Desk) -> list[TodoItem]:
    """Three items of the centers of these stops, in two statements; none where there is no stop."""
    if not desk.stops:
        return []
    slugs = {stop.center_id: stop.slug for stop in reversed(desk.stops)}
    alone = Q(state=State.ACTIVE, shadowed_by=None, shadowed_at=None)
    rows = Expert.objects.filter(Q(state=State.ASKED) | alone, center__in=slugs).order_by("pk")
    found = list(rows.values_list("state", "asked_at", "center", "pk"))
    asked = [row for row in found if row[0] == State.ASKED]
    begun = [row for row in found if row[0] != State.ASKED]
    here = reverse(PAGE, args=[desk.stops[0].slug])
    ones = [
        reverse("experts:one", args=[slugs[each[0][2]], each[0][3]]) if each else here
        for each in (asked, begun)
    ]
    moments = [[row[1] for row in each] for each in (asked, begun)]
    return [
        counted(_("People who ask to help"), "person", ones[0], moments[0], position=57, menu=PAGE),
        counted(
            _("Experts who begin alone"), "headset", ones[1], moments[1], position=58, menu=PAGE
        ),
        _hit(desk),
    ]


def _hit(desk: Desk) -> TodoItem:
    """Sessions on days on which their expert is absent: they are moved as a whole day."""
    hit = Booking.objects.filter(
        stop__in=desk.stops,
        state__in=Booking.TAKING,
        starts_at__gt=timezone.now(),
        expert__absences__first_on__lte=F("slot__on"),
        expert__absences__last_on__gte=F("slot__on"),
    ).order_by("starts_at")
    rows = list(
        hit.values_list("slot__on", "stop__slug", "expert", "expert__absences__last_on")[: MOST + 1]
    )
    url = reverse(DAY, args=[rows[0][1] if rows else desk.stops[0].slug])
    if rows:
        day, _slug, expert, last = rows[0]
        url += "?" + urlencode({"expert": expert, "first_on": day, "last_on": last})
    days = [row[0] for row in rows]
    return counted(
        _("Sessions of experts who are absent"), "calendar", url, days, position=59, menu=PAGE
    )
