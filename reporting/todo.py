"""What needs a center now in reporting: the bulletin of a stop that has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from people.todo import counted
from programs.models import Stop
from reporting.models import Bulletin

if TYPE_CHECKING:
    from people.todo import Desk, TodoItem


def todo(desk: Desk) -> list[TodoItem]:
    """Stops that are over and have no bulletin yet; a statement where there are any."""
    today = localdate(desk.now)
    over = [
        stop for stop in desk.stops if stop.ends_on < today or stop.state == Stop.State.FINISHED
    ]
    rows = Bulletin.objects.standing().filter(stop__in=over).order_by()
    told = set(rows.values_list("stop", flat=True)) if over else set()
    waiting = sorted(
        (stop for stop in over if stop.pk not in told), key=lambda stop: (stop.ends_on, stop.pk)
    )
    url = reverse("bulletin:bulletin", args=[waiting[0].slug]) if waiting else ""
    name = _("Bulletins to publish: the stop is over")
    days = [stop.ends_on for stop in waiting]
    return [counted(name, "figures", url, days, position=80, menu="bulletin:bulletin")]
