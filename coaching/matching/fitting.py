"""Whether an expert can meet somebody on a theme, how, and why they more than another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coaching.models import CALLED, Expert, Mode

if TYPE_CHECKING:
    from coaching.models import Request, Slot
    from people.models import Participation

MET = 100.0  # what it is worth that a need is met at all; its level of 100 is added
WISHED = (30.0, 20.0, 10.0)  # the expert whom they wish for first, second, third
AGAIN = 15.0  # whom they have met before
ORDER = (Mode.PHONE, Mode.WHATSAPP, Mode.VIDEO, Mode.CENTER)


@dataclass(frozen=True, slots=True)
class Seeker:
    """One need of somebody who takes part: `person` is their number in the order they came."""

    person: int
    participation: Participation
    theme: int
    level: int
    province: int | None
    request: Request | None
    met: frozenset[int]  # experts
    woman: bool = False  # by whom alone they wish to be met, on any theme


@dataclass(frozen=True, slots=True)
class Giver:
    """An expert, the themes on which they help, the provinces in which they meet people."""

    expert: Expert
    themes: frozenset[int]
    provinces: frozenset[int]


@dataclass(frozen=True, slots=True)
class Fit:
    """That they can meet: how, what it is worth, and the reasons in codes."""

    mode: str
    value: float
    reasons: tuple[str, ...]


def fit(seeker: Seeker, giver: Giver, slot: Slot) -> Fit | None:
    """How these two could meet at slots such as this one; None where they cannot."""
    if seeker.theme not in giver.themes or slot.theme_id not in (None, seeker.theme):
        return None
    expert, request = giver.expert, seeker.request
    if seeker.participation.person.language not in expert.languages:
        return None
    if seeker.woman and expert.gender != Expert.Gender.WOMAN:
        return None
    mode = _mode(seeker, giver, slot)
    if mode is None:
        return None
    reasons, value = ["need"], MET + seeker.level
    if request and expert.pk in request.experts[: len(WISHED)]:
        value += WISHED[request.experts.index(expert.pk)]
        reasons.append("wish")
    if seeker.woman:
        reasons.append("woman")
    if expert.pk in seeker.met:
        value += AGAIN
        reasons.append("again")
    if seeker.province in giver.provinces:
        reasons.append("province")
    return Fit(mode, value, tuple(reasons))


def _mode(seeker: Seeker, giver: Giver, slot: Slot) -> str | None:
    """The way to meet: as they asked for; at the center only people of the expert's provinces."""
    wished = set(seeker.request.modes) if seeker.request and seeker.request.modes else {*Mode}
    far = bool(giver.provinces) and seeker.province not in giver.provinces
    phone = bool(seeker.participation.person.phone)
    for mode in ORDER:
        reachable = mode not in CALLED or phone
        if mode in slot.modes and mode in wished and reachable and not (far and mode == "center"):
            return str(mode)
    return None
