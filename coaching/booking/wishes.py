"""Who wishes to meet a woman: said once, it counts for every theme and wherever a team plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coaching.models import Expert, Request

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from people.models import Participation


def wishing_for_a_woman(people: Collection[int] | QuerySet[Participation]) -> set[int]:
    """Those of these participations whose last request said so, in one statement."""
    last = Request.objects.filter(participation__in=people)
    last = last.order_by("participation", "-at", "-pk").distinct("participation")
    return {person for person, woman in last.values_list("participation", "woman") if woman}


def keeps_to_women(participation: Participation | None, expert: Expert | None) -> bool:
    """Whether only women are proposed to somebody in place of `expert`.

    Not where they chose a man themselves.
    """
    if participation is None or (expert and expert.gender != Expert.Gender.WOMAN):
        return False
    return bool(wishing_for_a_woman([participation.pk]))
