"""What somebody looks for at a stop, as the address says it; what it does not know is left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.translation import gettext as _

from coaching.booking.finding import Wish, free_slots
from coaching.models import Booking, Expert, Mode
from core.composed import Composed, slot
from core.writing import tidy
from core.written import weekday
from people.in_short import people_in_short
from programs.models import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.http import QueryDict

    from coaching.models import Slot
    from people.models import Participation
    from programs.models import Stop

THEME = Composed(lambda: Theme.objects.filter(code=slot("code")))
NUMBER = re.compile(r"\d{1,15}", re.ASCII)
WISHED = 3  # experts, in order
FEW, MANY = 8, 40  # hours that are shown at once, and when more are asked for


@dataclass(frozen=True, slots=True)
class Section:
    """Hours under one heading: of an expert whom one would rather see, or of one day."""

    title: str
    slots: Sequence[Slot]
    by_day: bool


class Looking:
    """The theme, and what one wishes of the expert and of the way to meet."""

    def __init__(
        self, stop: Stop, params: QueryDict, participation: Participation | None = None
    ) -> None:
        self.stop, self.participation = stop, participation
        self.theme = THEME.row({"code": tidy(params.get("theme"))})
        mode = params.get("mode", "")
        self.mode = mode if mode in Mode.values else ""
        self.woman = params.get("woman") == "1"
        self.more = params.get("more") == "1"
        self._asked = [int(each) for each in params.getlist("expert") if NUMBER.fullmatch(each)]

    @cached_property
    def experts(self) -> list[Expert]:
        """Who helps with the theme at the center of the stop."""
        rows = Expert.objects.listed().filter(center=self.stop.center_id, themes=self.theme)
        return list(rows.order_by("name", "pk"))

    @cached_property
    def wished(self) -> list[int]:
        """Whom one would rather see, in order, three at most."""
        known = {each.pk for each in self.experts}
        return list(dict.fromkeys(each for each in self._asked if each in known))[:WISHED]

    @property
    def wishes(self) -> list[int]:
        """The same in three places, 0 where none is chosen; no more places than experts."""
        return [*self.wished, *[0] * WISHED][: min(WISHED, len(self.experts))]

    @property
    def modes(self) -> list[tuple[str, str]]:
        """The ways to meet, with their names."""
        return [(mode.value, str(mode.label)) for mode in Mode]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the theme is asked for."""
        return bool(self.mode or self.woman or self.wished)

    @property
    def wish(self) -> Wish:
        """The same for the search."""
        return Wish(
            self.stop,
            self.theme,
            modes=[self.mode] if self.mode else (),
            experts=self.wished,
            woman=self.woman,
            participation=self.participation,
        )

    @cached_property
    def found(self) -> list[Slot]:
        """The hours that fit, those with a favoured expert first; one more than is shown."""
        return free_slots(self.wish, limit=(MANY if self.more else FEW) + 1)

    @property
    def has_more(self) -> bool:
        """Whether others fit too."""
        return not self.more and len(self.found) > FEW

    def sections(self) -> Iterator[Section]:
        """The hours in their order: favoured experts one by one, then the days."""
        shown = self.found[: MANY if self.more else FEW]
        favoured = set(self.wished)
        if shown and self._known:
            favoured.add(self._known)
        first = [each for each in shown if each.expert_id in favoured]
        for _pk, own in groupby(first, key=lambda slot: slot.expert_id):
            slots = sorted(own, key=lambda slot: slot.starts_at)
            yield Section(_("With %(name)s") % {"name": slots[0].expert}, slots, by_day=False)
        rest = sorted(
            (each for each in shown if each.expert_id not in favoured),
            key=lambda slot: (slot.starts_at, slot.pk),
        )
        for day, of_day in groupby(rest, key=lambda slot: slot.on):
            yield Section(weekday(day), [*of_day], by_day=True)

    @cached_property
    def _known(self) -> int | None:
        """The expert whom this person met last."""
        if self.participation is None:
            return None
        met = Booking.objects.filter(
            participation=self.participation, state__in=(Booking.State.HELD, Booking.State.BOOKED)
        )
        return met.order_by("-starts_at").values_list("expert", flat=True).first()

    def query(self, **changed: str) -> str:
        """What stands in an address that looks for the same, but for what is changed."""
        asked = [("theme", self.theme.code if self.theme else ""), ("mode", self.mode)]
        asked += [("woman", "1" if self.woman else "")]
        asked += [("expert", str(each)) for each in self.wished]
        return urlencode([(key, value) for key, value in [*asked, *changed.items()] if value])


def themes_of(stop: Stop, participation: Participation | None) -> tuple[list[Theme], list[Theme]]:
    """What this person needs, the greatest need first; then what else experts help with."""
    needed: tuple[str, ...] = ()
    if participation:
        short = people_in_short([participation.pk]).get(participation.pk)
        needed = short.themes if short else ()
    helped = Q(experts__center=stop.center_id, experts__state=Expert.State.ACTIVE)
    offered = set(Theme.objects.filter(helped).values_list("pk", flat=True))
    every = list(Theme.objects.all())
    own = sorted(
        (each for each in every if each.name in needed), key=lambda each: needed.index(each.name)
    )
    return own, [each for each in every if each.pk in offered and each not in own]


def has_coaching(stop: Stop) -> bool:
    """Whether anybody meets people of `stop`."""
    return Expert.objects.listed().filter(center=stop.center_id).exists()
