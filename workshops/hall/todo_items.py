"""What of the hall waits for somebody of a center: promised answers, people who stay away."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.composed import Composed, slot
from people.todo import MOST, TodoItem, counted
from workshops.hall.absences import often_absent
from workshops.models import Question

if TYPE_CHECKING:
    from people.models import Participation
    from people.rights import Rights
    from people.todo import Desk

PAGE = "planning:list"


def todo(desk: Desk) -> list[TodoItem]:
    """Two items of the stops of a center, in two statements; none where there is no stop."""
    if not desk.stops:
        return []
    owed = Question.objects.owed().filter(workshop__stop__in=desk.stops).order_by("due_on", "pk")
    rows = list(owed.values_list("due_on", "workshop__stop__slug", "workshop__number")[: MOST + 1])
    absent = list(_absent(desk.rights, desk.keys, MOST + 1).rows({"now": desk.now}))
    first = reverse("hall:questions", args=rows[0][1:]) if rows else ""
    stop = absent[0].stop.slug if absent else desk.stops[0].slug
    days = [due for due, *_where in rows if due]
    here = reverse("hall:absences", args=[stop])
    return [
        counted(_("Promised answers"), "advice", first or here, days, position=46, menu=PAGE),
        TodoItem(
            _("People absent three times"),
            "people",
            here,
            position=47,
            count=min(len(absent), MOST),
            more=len(absent) > MOST,
            menu=PAGE,
        ),
    ]


@lru_cache(maxsize=256)  # composed once for each colleague
def _absent(rights: Rights, stops: tuple[int, ...], most: int) -> Composed[Participation]:
    return Composed(often_absent(stops, rights.user, now=slot("now"))[:most].all)
