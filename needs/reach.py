"""For whom a workshop is, by what is known of their file and of what they need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from applications.models import Application
from needs.models import Need

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from people.models import Participation
    from workshops.models import Workshop


def reach(workshop: Workshop, participations: QuerySet[Participation]) -> QuerySet[Participation]:
    """Of its kinds, from its provinces, who need one of its themes, at least as much as it says."""
    files = Application.objects.filter(participation__in=participations)
    themes = [theme.pk for theme in workshop.for_themes.all()]
    provinces = [province.pk for province in workshop.for_provinces.all()]
    kinds = workshop.for_kinds
    if not themes and not provinces and not kinds and not workshop.for_level:
        return participations
    if kinds:
        files = files.filter(kind__in=kinds)
    if provinces:
        files = files.filter(province__in=provinces)
    if themes or workshop.for_level:
        needs = Need.objects.filter(level__gte=workshop.for_level)
        if themes:
            needs = needs.filter(theme__in=themes)
        files = files.filter(needs__in=needs)
    return participations.filter(pk__in=files.values("participation"))
