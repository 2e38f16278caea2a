"""The rows of the choosing in the table of doors: the managers of a center alone."""

from typing import Any
from uuid import uuid4

from programs.models import Stop
from tests.cast import Cast
from tests.doors import Door, Rule, only


def managers(outcome: str = "Y") -> Rule:
    """Managers of the center enter; reviewers are refused; other managers find nothing."""
    return {**only("", others="403"), "RS2": "404", **dict.fromkeys(("RS1", "SU"), outcome)}


def of_stop(_cast: Cast, stop: Stop) -> list[Any]:
    """Under the address of a stop."""
    return [stop.slug]


def of_file(cast: Cast, stop: Stop) -> list[Any]:
    """A file of a stop."""
    return [stop.slug, (cast.application if stop == cast.stop else cast.foreign).reference]


CHOOSING = {
    "choosing:files": Door(get=managers(), at=of_stop),
    "choosing:gauges": Door(get=managers(), at=of_stop),
    "choosing:sides": Door(get=managers(), at=of_stop),
    "choosing:decisions": Door(
        post=managers(), at=of_stop, body=lambda cast: {"one": f"accept:{cast.application.pk}:0"}
    ),
    "choosing:undoing": Door(
        post=managers(), at=lambda cast, stop: [*of_stop(cast, stop), uuid4()]
    ),
    "choosing:targets": Door(
        get=managers(),
        post=managers(),
        at=of_stop,
        body=lambda _cast: {"who": "gender:woman", "more": "40"},
    ),
    "choosing:what-if": Door(get=managers(), at=of_stop),
    "choosing:preparation": Door(post=managers(), at=of_stop, body=lambda _cast: {"rest": "wait"}),
    "choosing:decision": Door(
        post=managers(), at=of_file, body=lambda _cast: {"outcome": "accept"}
    ),
}
DOORS = {"choosing": CHOOSING}
