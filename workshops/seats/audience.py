"""For whom a workshop is: what rooms above know of people, by the `reach.py` of each.

`reach(workshop, participations)` gives the keys of those whom the workshop is for, of the queryset
`participations`, as far as that room can say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.rooms import offered
from people.models import Participation

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from workshops.models import Workshop


def fits(workshop: Workshop, participation: Participation) -> bool:
    """Whether the workshop is for this person: of its stop, and of its audience."""
    return reached(workshop, Participation.objects.filter(pk=participation.pk)).exists()


def reached(workshop: Workshop, participations: QuerySet[Participation]) -> QuerySet[Participation]:
    """Those of `participations` whom the workshop is for."""
    there = participations.filter(stop=workshop.stop_id)
    for reach in offered("reach", "reach"):
        there = there.filter(pk__in=reach(workshop, there))
    return there
