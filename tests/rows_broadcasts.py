"""The rows of the messages to groups in the table of doors."""

from typing import Any

from desk.models import SavedGroup
from messaging.models import Broadcast
from programs.models import Stop
from tests.cast import Cast
from tests.doors import CENTER, Door, Place, Rule, only


def outreach(who: str = CENTER, outcome: str = "Y", *, missing: str = "RS2") -> Rule:
    """`who` enter; the other region's staff find nothing; who does not work on files is refused."""
    return {
        **only("", others="403"),
        **dict.fromkeys(missing.split(), "404"),
        **dict.fromkeys(who.split(), outcome),
    }


def of_message(_cast: Cast, stop: Stop) -> list[Any]:
    """A draft at the stop, made when it is asked for."""
    words = {"title_ar": "ZZC", "body_ar": "ZZC {reference}"}
    drafted, _new = Broadcast.objects.get_or_create(stop=stop, state="draft", defaults=words)
    return [stop.slug, drafted.pk]


def of_started(_cast: Cast, stop: Stop) -> list[Any]:
    """A message that was started."""
    started, _new = Broadcast.objects.get_or_create(
        stop=stop, state="started", defaults={"title_ar": "ZZC"}
    )
    return [stop.slug, started.pk]


def of_saved(_cast: Cast, stop: Stop) -> list[Any]:
    """A saved group of the stop, made when it is asked for."""
    saved, _new = SavedGroup.objects.get_or_create(stop=stop, name="ZZC")
    return [stop.slug, saved.pk]


def of_stop(_cast: Cast, stop: Stop) -> list[Any]:
    """Under the address of a stop."""
    return [stop.slug]


def door(at: Place, *, get: bool = True, post: str = "", **body: Any) -> Door:
    """What the center may open, and what it may send there."""
    return Door(
        get=outreach() if get else None,
        post=outreach(outcome=post) if post else None,
        at=at,
        body=lambda _cast: body,
    )


TIMING = {"when": "now", "wave": "50", "pause": "10"}
OUTREACH = {
    "outreach:groups": door(of_stop),
    "outreach:new": door(of_stop, post="Y", write="yes"),
    "outreach:group": door(of_started),
    "outreach:people": door(of_message, post="Y"),
    "outreach:text": door(of_message, post="Y", title_ar="ZZC", body_ar="ZZC {name}"),
    "outreach:check": door(of_message),
    "outreach:timing": door(of_message, get=False, post="Y", **TIMING),
    "outreach:start": door(of_message, get=False, post="422", seal="another", **TIMING),
    "outreach:trial": door(of_message, get=False, post="Y"),
    "outreach:saved_deletion": door(of_saved, get=False, post="Y"),
    "outreach:end": door(of_started, get=False, post="Y"),
    "outreach:deletion": door(of_message, get=False, post="Y"),
}
DOORS = {"messages to groups": OUTREACH}
