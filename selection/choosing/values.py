"""Of whom a stop may want a least share: by province, activity, kind, gender, and area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from applications.models import Application
from programs.models import Province, Sector
from selection.gauges import AREAS
from selection.models import Target

if TYPE_CHECKING:
    from programs.models import Stop

Dimension = Target.Dimension
Choices = list[tuple[str, str]]


def sides_of(stop: Stop) -> dict[str, Choices]:
    """Values and their names in the reader's language, by dimension."""
    provinces = Province.objects.filter(region=stop.center.region_id).order_by("hcp")
    return {
        Dimension.PROVINCE: [(each.iso, each.name) for each in provinces],
        Dimension.SECTOR: [(each.code, each.name) for each in Sector.objects.all()],
        Dimension.KIND: [(value, str(label)) for value, label in Application.Kind.choices],
        Dimension.GENDER: [(value, str(label)) for value, label in Application.Gender.choices],
        Dimension.AREA: [(value, str(label)) for value, label in AREAS.items()],
    }


def choices_of(dimensions: dict[str, Choices]) -> list[tuple[str, str | Choices]]:
    """The same for a list to choose from, in groups; the first choice is nobody in particular."""
    groups: list[tuple[str, str | Choices]] = [("", _("Nobody in particular"))]
    return groups + [
        (str(Dimension(name).label), [(f"{name}:{value}", label) for value, label in values])
        for name, values in dimensions.items()
    ]


def side_named(choice: str) -> tuple[str, str]:
    """Dimension and value of a choice such as `gender:woman`."""
    dimension, _colon, value = choice.partition(":")
    return dimension, value
