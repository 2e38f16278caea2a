"""The rows of the doors of bulletins: at the desk, and for everybody once one is signed off."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from reporting.bulletin.making import frozen, sheets_of
from reporting.models import Bulletin, Published
from tests.doors import CENTER, Door, Rule, everybody, of_stop
from tests.rows_planning import center, managers

if TYPE_CHECKING:
    from programs.models import Stop
    from tests.cast import Cast

AT = datetime(2026, 11, 29, 2, 30, tzinfo=UTC)


def readers() -> Rule:
    """The center and the national coordination; the other region finds nothing."""
    return {**center(), **dict.fromkeys([*CENTER.split(), "NS"], "Y")}


def counted(_cast: Cast, stop: Stop) -> list[Any]:
    """A stop whose public figures were counted."""
    total = {"population": "applications", "breakdown": "total", "value": ""}
    Published.objects.get_or_create(stop=stop, **total, defaults={"count": 500, "counted_at": AT})
    return [stop.slug]


def signed_off(cast: Cast, stop: Stop) -> Bulletin:
    """The bulletin of a stop."""
    counted(cast, stop)
    row, _new = Bulletin.objects.get_or_create(
        stop=stop,
        version=1,
        defaults={"sheets": frozen(sheets_of(stop, AT)), "counted_at": AT},
    )
    return row


def read(cast: Cast, stop: Stop) -> list[Any]:
    """A stop with a bulletin."""
    return [signed_off(cast, stop).stop.slug]


def paper(cast: Cast, stop: Stop) -> list[Any]:
    """One of its papers."""
    return [*read(cast, stop), "fr"]


def version(cast: Cast, stop: Stop) -> list[Any]:
    """One of its versions."""
    return [*read(cast, stop), 1]


BULLETIN = {
    "bulletin:bulletin": Door(get=readers(), post=managers(), at=of_stop()),
    "bulletin:publication": Door(post=managers(), at=counted),
    "bulletin:withdrawal": Door(post=managers(), at=version),
    "bulletin:return": Door(post=managers(), at=version),
    **{
        f"bulletin:draft-{kind}": Door(get=readers(), at=paper)
        for kind in ("bulletin", "report", "card")
    },
    "bulletin:public": Door(get=everybody(), at=read),
    **{f"bulletin:{kind}": Door(get=everybody(), at=paper) for kind in ("paper", "report", "card")},
}
DOORS = {"bulletins": BULLETIN}
