"""The rows of the list of candidacies in the table of doors: views, labels, acts on many files."""

from typing import Any

from desk.models import Act, Label, Pick, SavedView
from programs.models import Stop
from tests.cast import Cast
from tests.doors import CENTER, Door, Place, Rule, only

WORKS = "RV RS1 RS2 SU"  # who work on files, in whatever region


def rule(who: str, outcome: str = "Y", *, missing: str = "") -> Rule:
    """`who` enter, `missing` find nothing, everybody else is refused."""
    return {
        **only("", others="403"),
        **dict.fromkeys(missing.split(), "404"),
        **dict.fromkeys(who.split(), outcome),
    }


def of_stop(_cast: Cast, stop: Stop) -> list[Any]:
    """Under the address of a stop."""
    return [stop.slug]


def of_view(cast: Cast, _stop: Stop) -> list[Any]:
    """A view that the manager shares with the team of Fès."""
    view, _new = SavedView.objects.get_or_create(
        owner=cast["RS1"], stop=cast.stop, name="ZZC", shared=True
    )
    return [view.pk]


def of_label(cast: Cast, _stop: Stop) -> list[Any]:
    """A label of the team of Fès."""
    label, _new = Label.objects.get_or_create(center=cast.stop.center, name="ZZC")
    return [label.pk]


def of_pick(cast: Cast, _stop: Stop) -> list[Any]:
    """AP1's file, ticked by the manager."""
    pick, _new = Pick.objects.get_or_create(by=cast["RS1"], files=[cast.application.pk])
    return [pick.pk]


def of_act(cast: Cast, _stop: Stop) -> list[Any]:
    """An act of the manager."""
    values = {"kind": Act.Kind.ASSIGNED, "changes": {}, "count": 0}
    return [Act.objects.get_or_create(by=cast["RS1"], defaults=values)[0].pk]


def own(outcome: str = "Y") -> Rule:
    """What is the manager's alone: nobody else finds it."""
    return rule("RS1", outcome, missing="RV RS2 SU")


def step(at: Place, *, post: str = "Y", **body: Any) -> Door:
    """A page that asks the manager one thing more, and does it."""
    return Door(get=own(), post=own(post), at=at, body=lambda _cast: body)


LISTS = {
    "files:all": Door(get=rule(WORKS), post=rule(WORKS)),
    "files:list": Door(
        get=rule(CENTER, missing="RS2"),
        post=rule(CENTER, missing="RS2"),
        at=of_stop,
        shows="AP1",
    ),
    "files:columns": Door(post=rule(WORKS), body=lambda _cast: {"column": ["phone"]}),
    "files:views": Door(get=rule(WORKS), post=rule(WORKS), body=lambda _cast: {"name": "ZZC"}),
    "files:view": Door(get=rule(CENTER, missing="RS2"), at=of_view),
    "files:view-name": Door(
        post=rule("RS1 SU", missing="RS2"), at=of_view, body=lambda _cast: {"name": "ZZC"}
    ),
    "files:view-deletion": Door(post=rule("RS1 SU", missing="RS2"), at=of_view),
    "files:tick": Door(
        post=rule(WORKS),
        body=lambda cast: {"file": [cast.application.pk], "for": "assignment"},
    ),
    "files:assignment": step(of_pick, person=""),
    "files:labelling": step(of_pick, name="ZZC"),
    "files:decision": step(of_pick, outcome="wait"),
    "files:asking": step(of_pick, questions="activity"),
    "files:undoing": Door(post=own(), at=of_act),
    "files:labels": Door(get=rule(WORKS), post=rule(WORKS, "404")),
    "files:label": Door(
        post=rule(CENTER, missing="RS2"),
        at=of_label,
        body=lambda _cast: {"name": "ZZC", "colour": "red"},
    ),
    "files:label-deletion": Door(post=rule(CENTER, missing="RS2"), at=of_label),
}
DOORS = {"the list of candidacies": LISTS}
