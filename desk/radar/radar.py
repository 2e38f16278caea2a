"""The workshops that a stop should hold: people by theme and province, less what is planned."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from desk.radar.promised import promised
from desk.radar.trainers import Slot, free_slots
from programs.models import Province, Theme
from workshops.models import Workshop

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desk.radar.promised import Promised
    from programs.models import Stop

ELSEWHERE = "elsewhere"  # as the address calls the provinces of other regions
Cells = dict[tuple[str, int | None], list["Promised"]]


@dataclass(frozen=True)
class Blip:
    """One workshop that is asked for: on a theme, in a province (None: of other regions)."""

    theme: Theme
    province: Province | None
    people: Sequence[Promised]
    planned: int  # free seats of what is planned on the theme, as far as they reach here
    slot: Slot | None

    @property
    def lacking(self) -> int:
        """For how many nothing is planned."""
        return max(0, len(self.people) - self.planned)

    @property
    def taking_part(self) -> list[int]:
        """The participations among them: who may be invited."""
        return [each.participation for each in self.people if each.participation]

    @property
    def asking(self) -> int:
        """How many of them have asked something that is not answered."""
        return sum(each.asking for each in self.people)

    @property
    def place(self) -> str:
        """The province, as the address calls it."""
        return self.province.iso if self.province else ELSEWHERE


def blips(stop: Stop) -> list[Blip]:
    """What is asked for, where most people lack it first; as many statements for any number."""
    themes = {theme.code: theme for theme in Theme.objects.all()}
    home = {each.pk: each for each in Province.objects.filter(region=stop.center.region_id)}
    cells: Cells = defaultdict(list)
    for person in promised(stop):
        cells[person.theme, person.province if person.province in home else None].append(person)
    seats = _seats(stop, cells)
    slots = free_slots(stop, {theme for theme, _province in cells})
    found = [
        Blip(themes[code], home.get(province or 0), people, seats[code, province], slots.get(code))
        for (code, province), people in cells.items()
    ]
    return sorted(found, key=lambda blip: (-blip.lacking, -len(blip.people), blip.theme.position))


def _seats(stop: Stop, cells: Cells) -> Mapping[tuple[str, int | None], int]:
    """The free seats of what is planned, given to its provinces, the fullest first."""
    given: dict[tuple[str, int | None], int] = defaultdict(int)
    coming = Workshop.objects.filter(stop=stop, starts_at__gt=timezone.now())
    planned = coming.exclude(state=Workshop.State.CANCELLED).select_related("theme")
    for workshop in planned.prefetch_related("for_provinces"):
        meant = {each.pk for each in workshop.for_provinces.all()}
        code, left = workshop.theme.code, workshop.free
        there = [key for key in cells if key[0] == code and (not meant or key[1] in meant)]
        for key in sorted(there, key=lambda key: -len(cells[key])):
            taken = min(left, len(cells[key]) - given[key])
            given[key], left = given[key] + taken, left - taken
    return given
