"""The rows of the set-up of a stop in the table of doors: the managers of its center alone."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from people.models import Membership
from programs.models import Stop
from tests.cast import Cast
from tests.doors import Door, everybody, of_stop, only
from tests.rows_choosing import managers

TODAY = timezone.localdate()
NEW = {
    "name_ar": "محطة",
    "name_fr": "Une étape",
    "opens_at": f"{TODAY + timedelta(days=60)}T09:00",
    "closes_at": f"{TODAY + timedelta(days=80)}T18:00",
    "starts_on": f"{TODAY + timedelta(days=90)}",
    "ends_on": f"{TODAY + timedelta(days=180)}",
    "places": "300",
}


def role_in(cast: Cast, stop: Stop) -> list[Any]:
    """A role that a manager of its center may take away."""
    center = stop.center
    held, _new = Membership.objects.get_or_create(
        user=cast["AP2"], role=Membership.Role.EXPERT, center=center
    )
    return [stop.slug, held.pk]


def changing(outcome: str = "Y", **body: str) -> Door:
    """A form of the set-up, and what becomes of it when it is filled in so."""
    return Door(get=managers(), post=managers(outcome), at=of_stop(), body=lambda _cast: body)


SETUP = {
    "setup:new": Door(
        get=only("RS1 RS2 SU", others="403"),
        post={**only("RS1 SU", others="403"), "RS2": "422"},  # the center is not theirs
        body=lambda cast: {**NEW, "center": str(cast.stop.center_id)},
    ),
    "setup:assistant": Door(get=managers(), at=of_stop()),
    "setup:preview": Door(get=managers(), at=of_stop()),
    "setup:announcement": Door(post=managers(), at=of_stop()),
    "setup:copy": changing("422"),
    "setup:copy-undoing": Door(post=managers(), at=of_stop()),
    "setup:dates": changing(**{**NEW, "opens_at": f"{TODAY - timedelta(days=30)}T09:00"}),
    "setup:texts": changing(tagline_fr="Une phrase"),
    "setup:house": Door(post=managers(), at=of_stop()),
    "setup:house-texts": Door(post=managers(), at=of_stop()),
    "setup:themes": changing(),
    "setup:partners": changing(),
    "setup:team": changing("422"),
    "setup:team-deletion": Door(post=managers(), at=role_in),
    "setup:posters": Door(get=managers(), at=of_stop()),
    "setup:poster": Door(get=managers(), at=of_stop()),
    "setup:closing": changing(),
    **{f"setup:{noun}": changing("422") for noun in ("opening", "start", "end")},
}
PORTAL = {
    "portal:tell": Door(get=everybody(), post=everybody(), at=of_stop()),
    "portal:card": Door(get=everybody(), at=of_stop("fr")),
}
DOORS = {"the set-up": SETUP, "the stop to come": PORTAL}
