"""The answers that questions offer: by staff, yes and no, points, and the lists of the program."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from people.names import fold
from programs.models import Province, Sector
from questionnaires.fields import Option
from questionnaires.markup import pictogram
from questionnaires.writing import NO, POINTS, YES

if TYPE_CHECKING:
    from questionnaires.models import Question


class Lists:
    """What may be offered, in the active language; each list of the program is read only once."""

    def __init__(self, region: str = "") -> None:
        """`region` is the ISO code of the region whose provinces come first."""
        self.region = region

    def own(self, question: Question) -> tuple[Option, ...]:
        """The answers that staff wrote for this question."""
        return tuple(
            Option(choice.code, choice.label, choice.hint or "", pictogram(choice.icon))
            for choice in question.options.all()
        )

    def yes_no(self, _question: Question) -> tuple[Option, ...]:
        """Yes and no."""
        return Option(YES, _("Yes")), Option(NO, _("No"))

    def points(self, _question: Question) -> tuple[Option, ...]:
        """From 1 to 5."""
        return tuple(Option(points, points) for points in POINTS)

    def sectors(self, _question: Question) -> tuple[Option, ...]:
        """The activities of the program."""
        return self._sectors

    def provinces(self, _question: Question) -> tuple[Option, ...]:
        """Provinces by name within their regions, the own region first."""
        return self._provinces

    @cached_property
    def outside(self) -> frozenset[str]:
        """The provinces out of the own region; none where no region is meant."""
        return frozenset(iso for iso, region in self._regions if self.region not in {"", region})

    @cached_property
    def _regions(self) -> list[tuple[str, str]]:
        return [*Province.objects.values_list("iso", "region__iso")]

    @cached_property
    def _sectors(self) -> tuple[Option, ...]:
        return tuple(
            Option(row.code, row.name, row.hint or "", pictogram(row.icon))
            for row in Sector.objects.order_by("position", "code")
        )

    @cached_property
    def _provinces(self) -> tuple[Option, ...]:
        rows = sorted(
            Province.objects.select_related("region"),
            key=lambda row: (row.region.iso != self.region, fold(row.region.name), fold(row.name)),
        )
        return tuple(Option(row.iso, row.name, group=row.region.name) for row in rows)
