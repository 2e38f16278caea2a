"""What a plan is computed from, as numbers: who needs an hour alone, and which are free."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from coaching.booking.rules import rules_of
from coaching.booking.wishes import wishing_for_a_woman
from coaching.matching.fitting import Giver, Seeker, fit
from coaching.matching.problem import NONE, Block, Problem
from coaching.models import Booking, Expert, Request, Slot
from core.rooms import offered
from people.briefs import people_briefed
from people.busy import when_busy
from people.models import Participation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from coaching.matching.fitting import Fit
    from programs.models import Stop

COUNTED = (Booking.State.OFFERED, Booking.State.BOOKED, Booking.State.HELD)
ASKED = 75  # of a need that somebody asks for by themselves, and no diagnosis knows


@dataclass
class Gathered:
    """The numbers, and what each of them stands for."""

    seekers: list[Seeker] = field(default_factory=list)  # by need
    slots: list[Slot] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    fits: list[Fit] = field(default_factory=list)  # by option
    needs: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)  # the block of each option
    only: dict[tuple[int, int], frozenset[int]] = field(default_factory=dict)
    limits: dict[tuple[str, int, int], int] = field(default_factory=dict)
    caps: dict[int, int] = field(default_factory=dict)

    @property
    def problem(self) -> Problem:
        """The numbers alone."""
        keys = {each.province for each in self.seekers if each.province}
        provinces = {key: number for number, key in enumerate(sorted(keys))}
        group = [provinces[each.province] if each.province else NONE for each in self.seekers]
        return Problem(
            np.array([each.person for each in self.seekers], dtype=np.int64),
            np.array(group, dtype=np.int64),
            self.caps,
            self.blocks,
            [slot.free for slot in self.slots],
            np.array(self.needs, dtype=np.int64),
            np.array(self.places, dtype=np.int64),
            np.array([each.value for each in self.fits], dtype=np.float64),
            self.limits,
            self.only,
        )


def gather(stop: Stop, first: date, last: date) -> Gathered:
    """Read everything of these days, in as many statements for a small stop as for a big one."""
    found = Gathered(slots=_slots(stop, first, last))
    givers = _givers(found.slots)
    found.blocks = _blocks(found.slots)
    found.seekers = _seekers(stop)
    found.caps = _caps(stop, found.seekers)
    _limit(found, givers)
    kept_away = _kept_away(found)
    for number, block in enumerate(found.blocks):
        slot = found.slots[block.slots[0]]
        for need, seeker in enumerate(found.seekers):
            made = fit(seeker, givers[block.expert], slot)
            if made is None:
                continue
            if away := kept_away.get((seeker.person, block.day)):
                left = [each for each in block.slots if not _meets(found.slots[each], away)]
                if not left:
                    continue
                found.only[seeker.person, number] = frozenset(left)
            found.fits.append(made)
            found.needs.append(need)
            found.places.append(number)
    return found


def _slots(stop: Stop, first: date, last: date) -> list[Slot]:
    free = Slot.objects.free().coming().filter(stop=stop, on__range=(first, last))
    active = free.filter(expert__state=Expert.State.ACTIVE)
    return list(active.select_related("expert").order_by("starts_at", "pk"))


def _givers(slots: Iterable[Slot]) -> dict[int, Giver]:
    """The experts of these slots, with themes and provinces; three statements."""
    keys = {slot.expert_id for slot in slots}
    rows = Expert.objects.filter(pk__in=keys).prefetch_related("helps_with", "provinces")
    return {
        each.pk: Giver(
            each,
            frozenset(row.theme_id for row in each.helps_with.all()),
            frozenset(row.pk for row in each.provinces.all()),
        )
        for each in rows
    }


def _blocks(slots: Sequence[Slot]) -> list[Block]:
    """What an expert gives on one day in the same ways, for the same theme."""
    alike: dict[tuple[int, int, tuple[str, ...], int | None], list[int]] = defaultdict(list)
    for number, slot in enumerate(slots):
        modes = tuple(sorted(slot.modes))
        alike[slot.expert_id, slot.on.toordinal(), modes, slot.theme_id].append(number)
    # Mondays are the days whose number is 1 of 7: weeks begin with them.
    return [Block(key[0], key[1] - 1, tuple(numbers)) for key, numbers in alike.items()]


def _seekers(stop: Stop) -> list[Seeker]:
    """Who needs an hour on which theme and has none, in the order in which they came."""
    wanted = {
        (each.participation, each.theme): each
        for of in offered("wanted", "wanted")
        for each in of(stop)
    }
    waiting = Request.objects.filter(participation__stop=stop, state=Request.State.WAITING)
    asked = {(each.participation_id, each.theme_id): each for each in waiting}
    held = Booking.objects.filter(stop=stop, state__in=COUNTED)
    served = set(held.values_list("participation", "theme"))
    met = _met(stop)
    where = {each.participation: each.province for each in wanted.values()}
    told = people_briefed({person for person, _theme in asked if person not in where})
    where |= {person: brief.place for person, brief in told.items()}
    people = Participation.objects.filter(stop=stop).select_related("person")
    women = wishing_for_a_woman(people)
    by_key = {each.pk: each for each in people.order_by("since", "pk")}
    order = {key: number for number, key in enumerate(by_key)}
    seekers = []
    for key in sorted({*wanted, *asked} - served, key=lambda one: _rank(one, order)):
        person, theme = key
        if person in by_key:
            level = wanted[key].level if key in wanted else ASKED
            alone = (frozenset(met[person]), person in women)
            about = (level, where.get(person), asked.get(key), *alone)
            seekers.append(Seeker(order[person], by_key[person], theme, *about))
    return seekers


def _met(stop: Stop) -> dict[int | None, set[int]]:
    """The experts whom each participation has met."""
    met: dict[int | None, set[int]] = defaultdict(set)
    held = Booking.objects.filter(stop=stop, state=Booking.State.HELD)
    for person, expert in held.values_list("participation", "expert"):
        met[person].add(expert)
    return met


def _rank(one: tuple[int, int], order: dict[int, int]) -> tuple[int, int]:
    return order.get(one[0], len(order)), one[1]


def _caps(stop: Stop, seekers: Sequence[Seeker]) -> dict[int, int]:
    """How many sessions each person may still have."""
    most = rules_of(stop.pk).per_person
    has = Counter(
        Booking.objects.filter(stop=stop, state__in=COUNTED).values_list("participation", flat=True)
    )
    return {each.person: max(0, most - has[each.participation.pk]) for each in seekers}


def _limit(found: Gathered, givers: dict[int, Giver]) -> None:
    """How many sessions each expert still takes on each day and in each week of these blocks."""
    if not found.blocks:
        return
    weeks = [block.week for block in found.blocks]
    held = Booking.objects.blocking().filter(expert__in=givers)
    booked: Counter[tuple[str, int, int]] = Counter()
    seen = set(held.order_by().values_list("expert", "slot", "slot__on"))
    for expert, _slot, on in seen:
        day = on.toordinal() - 1
        booked["day", expert, day] += 1
        if min(weeks) <= day // 7 <= max(weeks):
            booked["week", expert, day // 7] += 1
    for block in found.blocks:
        row = givers[block.expert].expert
        for rule, most in (
            (("day", block.expert, block.day), row.per_day),
            (("week", block.expert, block.week), row.per_week),
        ):
            found.limits[rule] = max(0, most - booked[rule])


def _kept_away(found: Gathered) -> dict[tuple[int, int], list[tuple[float, float]]]:
    """When people have something else, by person and day, in seconds."""
    if not found.slots or not found.seekers:
        return {}
    numbers = {each.participation.person_id: each.person for each in found.seekers}
    first, last = found.slots[0].starts_at, max(slot.ends_at for slot in found.slots)
    away: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    for each in when_busy(list(numbers), first, last):
        span = (each.starts_at.timestamp(), each.ends_at.timestamp())
        day = each.starts_at.toordinal() - 1
        away[numbers[each.person], day].append(span)
        away[numbers[each.person], day + 1].append(span)
    return away


def _meets(slot: Slot, away: Iterable[tuple[float, float]]) -> bool:
    """Whether somebody is away at this time."""
    first, last = slot.starts_at.timestamp(), slot.ends_at.timestamp()
    return any(start < last and end > first for start, end in away)
