"""The rows of the files that look alike in the table of doors."""

from typing import Any

from applications.models import Application
from programs.models import Stop
from selection.models import Distinct, Merge
from tests.cast import Cast
from tests.doors import Door, Place
from tests.rows_broadcasts import outreach

MANAGERS = "RS1 SU"
NOTHING: dict[str, Any] = {"answers": {}, "given": {}, "papers": []}


def both(cast: Cast, stop: Stop) -> list[Any]:
    """AP1's file and AP2's."""
    return [stop.slug, cast.application.reference, cast.neighbour.reference]


def of_joining(cast: Cast, stop: Stop) -> list[Any]:
    """A joining of the stop that stands."""
    pair = {"kept": cast.application, "merged": cast.neighbour}
    joining, _new = Merge.objects.get_or_create(
        **pair, undone_at=None, defaults={"by": cast["RS1"], "before": NOTHING}
    )
    Application.objects.filter(pk=cast.neighbour.pk).update(state="merged")
    return [stop.slug, joining.pk]


def of_distinction(cast: Cast, stop: Stop) -> list[Any]:
    """Two people of the stop."""
    both = {"first": cast.application, "second": cast.neighbour}
    pair, _new = Distinct.objects.get_or_create(**both, defaults={"by": cast["RS1"]})
    return [stop.slug, pair.pk]


def by_managers(at: Place) -> Door:
    """What only the managers of the center may do."""
    return Door(post=outreach(MANAGERS), at=at)


DOUBLES = {
    "doubles:list": Door(get=outreach(), at=lambda _cast, stop: [stop.slug]),
    "doubles:compare": Door(get=outreach(), at=both, shows="AP1 AP2"),
    "doubles:join": by_managers(both),
    "doubles:choose": Door(get=outreach(), at=lambda _cast, stop: [stop.slug]),
    "doubles:distinguish": Door(
        post=outreach(),
        at=lambda _cast, stop: [stop.slug],
        body=lambda cast: {"file": [cast.application.reference, cast.neighbour.reference]},
    ),
    "doubles:undo-joining": by_managers(of_joining),
    "doubles:undo-distinction": Door(post=outreach(), at=of_distinction),
}
DOORS = {"files that look alike": DOUBLES}
