"""The rows of a workshop's hall in the table of doors; EX1 leads the workshop."""

from typing import Any

from programs.models import Stop
from tests.cast import Cast
from tests.doors import Door, Place, Rule, only
from tests.workshops.planned import make_workshop
from workshops.models import Trainer, Workshop

NUMBER = 71
KEY = "6f2c1f0e-9d1e-4a57-8a26-0c5f8a3b9d11"
WALK_IN = "0b0f2f9c-0a5d-4b39-9a44-7d5c8f5f3e77"


def staff(who: str = "RV RS1 SU EX1") -> Rule:
    """Staff of the center and the trainer; for anybody else there is no such workshop."""
    return only(who)


def held(cast: Cast, stop: Stop) -> Workshop:
    """The workshop that stands at a stop, led by EX1 in region 1."""
    known = Workshop.objects.filter(stop=stop, number=NUMBER).first()
    if known:
        return known
    workshop = make_workshop(stop, number=NUMBER)
    if stop == cast.stop:
        names = {"name_ar": "م", "name_fr": "M", "name_en": "M"}
        center, user = stop.center, cast["EX1"]
        workshop.trainers.add(Trainer.objects.create(center=center, user=user, **names))
    return workshop


def of_workshop(*more: Any) -> Place:
    """Under the address of a workshop."""
    return lambda cast, stop: [stop.slug, held(cast, stop).number, *more]


MARKS = f'[{{"key": "{KEY}", "row": "w{WALK_IN}", "state": "present", "name": "Brahim"}}]'
HALL = {
    "hall:sheet": Door(
        get=staff(),
        post=staff(),
        at=of_workshop(),
        body=lambda _cast: {"key": KEY, "mark": f"w{WALK_IN} present", "name": "Brahim"},
    ),
    "hall:unplugged": Door(get=staff(), at=of_workshop()),
    "hall:marks": Door(post=staff(), at=of_workshop(), body=lambda _cast: {"marks": MARKS}),
}
DOORS = {"workshops-hall": HALL}
