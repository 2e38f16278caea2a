"""The workshops that a stop should hold: people by theme and province, less what is planned."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from desk.radar.ideas import wishes
from desk.radar.promised import promised, served_at
from desk.radar.trainers import Slot, free_slots
from programs.models import Province, Theme
from workshops.models import Workshop

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desk.radar.ideas import Wish
    from desk.radar.promised import Promised
    from programs.models import Stop

ELSEWHERE = "elsewhere"  # as the address calls the provinces of other regions
Cell = tuple[str, int | None]  # a theme, and a province of the region
Cells = dict[Cell, list["Promised"]]


@dataclass(frozen=True)
class Blip:
    """One workshop that is asked for: on a theme, in a province (None: of other regions)."""

    theme: Theme
    province: Province | None
    people: Sequence[Promised]
    wishes: Sequence[Wish]  # in conversations, of whomever
    seats: Counter[str]  # free ones of what is planned on the theme, by kind, as far as they reach
    slot: Slot | None

    @property
    def planned(self) -> int:
        """How many of these may have a seat."""
        return self.seats.total()

    @property
    def lacking(self) -> int:
        """For how many nothing is planned."""
        return (Counter(each.kind for each in self.people) - self.seats).total()

    @property
    def ideas(self) -> int:
        """How many people gave an idea for it."""
        return len(self.wishes)

    @property
    def wanting(self) -> int:
        """How many seats it takes: of whom was promised it or asks for it, less the planned."""
        return max(0, _wanting(self.people, self.wishes).total() - self.planned)

    @property
    def unheard(self) -> bool:
        """Whether nobody was promised it, somebody asks for it, and too few seats are planned."""
        return not self.people and self.ideas > self.planned

    @property
    def taking_part(self) -> list[int]:
        """The participations among them, and of who gave an idea: who may be invited."""
        promised = [each.participation for each in self.people]
        asking = [each.participation for each in self.wishes]
        return [*dict.fromkeys(each for each in (*promised, *asking) if each)]

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
    served = served_at(stop)
    cells: Cells = defaultdict(list)
    asked: dict[Cell, list[Wish]] = defaultdict(list)
    for person in promised(stop, served):
        cells[person.theme, person.province if person.province in home else None].append(person)
    for wish in wishes(stop, served):
        place = (wish.theme, wish.province if wish.province in home else None)
        asked[place].append(wish)
    wanted = {key: _wanting(cells.get(key, ()), asked.get(key, ())) for key in {**cells, **asked}}
    seats = _seats(stop, wanted)
    slots = free_slots(stop, {theme for theme, _province in wanted})
    found = [
        Blip(
            themes[code],
            home.get(province or 0),
            cells.get((code, province), ()),
            asked.get((code, province), ()),
            seats[code, province],
            slots.get(code),
        )
        for code, province in wanted
    ]
    return sorted(
        found,
        key=lambda blip: (-blip.lacking, -len(blip.people), -blip.ideas, blip.theme.position),
    )


def _wanting(people: Sequence[Promised], wishes: Sequence[Wish]) -> Counter[str]:
    """How many people of each kind want it: promised, or by an idea, each once."""
    theirs = {each.person: each.kind for each in people}
    return Counter((theirs | {each.person: each.kind for each in wishes}).values())


def _seats(stop: Stop, wanted: Mapping[Cell, Counter[str]]) -> Mapping[Cell, Counter[str]]:
    """The free seats of what is planned, given to its provinces, the fullest first.

    Those that are for some kinds of entrepreneurs alone are given first to these, the fewest first.
    """
    given: dict[Cell, Counter[str]] = defaultdict(Counter)
    coming = Workshop.objects.filter(stop=stop, starts_at__gt=timezone.now())
    planned = coming.exclude(state=Workshop.State.CANCELLED).select_related("theme")
    rows = planned.prefetch_related("for_provinces")
    for workshop in sorted(rows, key=lambda each: (not each.for_kinds, len(each.for_kinds))):
        meant = {each.pk for each in workshop.for_provinces.all()}
        code, left = workshop.theme.code, workshop.free
        there = [key for key in wanted if key[0] == code and (not meant or key[1] in meant)]
        for key in sorted(there, key=lambda key: -wanted[key].total()):
            for kind in workshop.for_kinds or wanted[key]:
                taken = min(left, wanted[key][kind] - given[key][kind])
                given[key][kind], left = given[key][kind] + taken, left - taken
    return given
