"""Sessions of today and of days that are over, with their expert and person, for tests."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from coaching.models import Booking, Slot
from tests.coaching.arranged import make_booking, make_expert, make_slot
from tests.workshops.planned import make_participation

if TYPE_CHECKING:
    from coaching.models import Expert
    from people.models import Participation
    from programs.models import Stop
    from tests.cast import Cast


def of_ex1(cast: Cast) -> Expert:
    """EX1 as an expert of region 1."""
    return make_expert(cast.stop, 1, user=cast["EX1"])


def make_session(
    expert: Expert,
    stop: Stop,
    person: Participation | int = 1,
    *,
    ago: timedelta = timedelta(hours=1),
    **values: Any,
) -> Booking:
    """A session that began so long ago; a negative `ago` is still to come."""
    if isinstance(person, int):
        person = make_participation(stop, person)
    slot: Slot = make_slot(expert, stop, at=timezone.now() - ago)
    return make_booking(slot, person, **values)


SAID = {"outcome": "held", "topics": "Prices", "result": "A plan", "minutes": "30"}


def step_rows(*words: str, **more: str) -> dict[str, str]:
    """What a form posts of next steps: one a row."""
    rows = {f"step{at}-words": each for at, each in enumerate(words)}
    return {**rows, **{f"step0-{name}": value for name, value in more.items()}}
