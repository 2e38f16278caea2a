"""For whom a workshop is: what rooms above know of people, by the `reach.py` of each.

`reach(workshop, participations)` gives the keys of those whom the workshop is for, of the queryset
`participations`, as far as that room can say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from core.rooms import offered
from people.kinds import Entrepreneur
from people.models import Participation

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from workshops.models import Seat, Workshop


def with_audience(workshops: QuerySet[Workshop]) -> QuerySet[Any]:
    """Each with `is_for_all`: whether it is for everybody who takes part in its stop."""
    rows = workshops.model
    limits = [
        Exists(through.objects.filter(workshop=OuterRef("pk")))
        for through in (rows.for_themes.through, rows.for_provinces.through)
    ]
    of_columns = Q(for_level=0, for_kinds=[])
    return workshops.annotate(is_for_all=of_columns & ~Q(limits[0]) & ~Q(limits[1]))


def meant_by(workshop: Workshop) -> list[str]:
    """For whom it is, in words: kinds of entrepreneurs, provinces, needs; none is everybody.

    Whoever comes is all of it: one kind, one province, one need of those that are named.
    """
    comma = _(", ")
    kinds, provinces, themes = (
        comma.join(map(str, named))
        for named in (
            Entrepreneur.named(workshop.for_kinds),
            workshop.for_provinces.all(),
            workshop.for_themes.all(),
        )
    )
    needs = {"themes": themes, "level": workshop.for_level}
    if workshop.for_level and themes:
        need = _("need of at least %(level)s of 100: %(themes)s") % needs
    elif workshop.for_level:
        need = _("need of at least %(level)s of 100") % needs
    else:
        need = themes and _("need: %(themes)s") % needs
    return [each for each in (kinds, provinces, need) if each]


def fits(workshop: Workshop, participation: Participation) -> bool:
    """Whether the workshop is for this person: of its stop, and of its audience."""
    if getattr(workshop, "is_for_all", False):
        return participation.stop_id == workshop.stop_id
    return reached(workshop, Participation.objects.filter(pk=participation.pk)).exists()


def not_meant(workshop: Workshop, seats: Collection[Seat]) -> set[int]:
    """The participations of those of `seats` whose person the workshop is not for any more."""
    keys = {seat.participation_id for seat in seats}
    there = reached(workshop, Participation.objects.filter(pk__in=keys))
    return keys - {*there.values_list("pk", flat=True)}


def reached(workshop: Workshop, participations: QuerySet[Participation]) -> QuerySet[Participation]:
    """Those of `participations` whom the workshop is for."""
    there = participations.filter(stop=workshop.stop_id)
    for reach in offered("reach", "reach"):
        there = there.filter(pk__in=reach(workshop, there))
    return there
