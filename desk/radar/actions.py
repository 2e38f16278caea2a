"""A workshop that the radar asks for, made as a draft with the list of whom to invite."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation

from core.locks import patient
from core.spoken import LANGUAGES
from desk.radar.radar import blips
from desk.radar.trainers import CLOCK, MINUTES, good_days
from needs.diagnosis.texts import ADVICE
from workshops.planning.actions import hold_stop, make
from workshops.planning.inviting import invite

if TYPE_CHECKING:
    from desk.radar.radar import Blip
    from people.models import User
    from programs.models import Stop
    from workshops.models import Workshop

MOST, FEWEST = 30, 5  # seats of a usual workshop; people below whom it is not held


@patient
def draft(stop: Stop, blip: Blip, *, by: User) -> Workshop | None:
    """Make it as the radar shows it: its title in three languages, its day, who may come.

    None when enough is planned by now: pressed twice at once, or a colleague was faster.
    """
    hold_stop(stop)  # whoever plans for this stop waits from here on
    lacking = {
        (each.theme.code, each.place) for each in blips(stop) if each.lacking or each.unheard
    }
    if (blip.theme.code, blip.place) not in lacking:
        return None
    seats = min(MOST, max(FEWEST, blip.wanting))
    values: dict[str, Any] = {
        "theme": blip.theme,
        "starts_on": _day(stop, blip),
        "starts_clock": CLOCK,
        "minutes": MINUTES,
        "capacity": seats,
        "minimum": FEWEST,
        "trainers": [blip.slot.trainer] if blip.slot else [],
        # Whoever gave an idea need not have the need: they would be invited, then turned away.
        "for_themes": [] if blip.wishes else [blip.theme],
        "for_provinces": [blip.province] if blip.province else [],
        **_texts(blip.theme.code),
    }
    workshop = make(stop, values)
    invite(workshop, blip.taking_part, by=by)
    return workshop


def _day(stop: Stop, blip: Blip) -> Any:
    """When a trainer is free; else the next good day, or one in two weeks."""
    if blip.slot:
        return blip.slot.day
    return next(iter(good_days(stop)), timezone.localdate() + timedelta(weeks=2))


def _texts(theme: str) -> dict[str, str]:
    """The title and the reason that people have read at the end of their diagnosis."""
    advice = ADVICE[theme, "workshop"]
    found: dict[str, str] = {}
    for code in LANGUAGES:
        with translation.override(code):
            found |= {f"title_{code}": str(advice.title), f"description_{code}": str(advice.why)}
    return found
