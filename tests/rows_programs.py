"""The doors of programs: the API and open data are for everybody; tokens are somebody's own."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from reporting.models import ApiToken, Delivery, Hook
from tests.doors import Door, Rule, everybody, of_stop, only

if TYPE_CHECKING:
    from programs.models import Stop
    from tests.cast import Cast

GIVES = "RS1 RS2 NS PI SU"  # whose roles let a program read something


def givers(outcome: str = "Y") -> Rule:
    """Whoever may give a token; anybody else is refused."""
    return {**only("", others="403"), **dict.fromkeys(GIVES.split(), outcome)}


def token(cast: Cast, _stop: Stop) -> list[Any]:
    """A token of RS1's."""
    made, _new = ApiToken.objects.get_or_create(
        owner=cast["RS1"],
        digest="zzc",
        defaults={
            "name": "ZZC",
            "scopes": [ApiToken.Scope.FIGURES],
            "expires_at": timezone.now() + timedelta(days=30),
        },
    )
    return [made.pk]


API = {
    "api:openapi-json": Door(get=everybody()),
    "api:api-root": Door(get=everybody("404")),
    "api:elsewhere": Door(get=everybody("404"), at=lambda _cast, _stop: ["nothing"]),
    "api:stops": Door(get=everybody()),
    "api:figures": Door(get=everybody(), at=of_stop()),
    "api:counts": Door(get=everybody("401"), at=of_stop()),  # a session opens nothing here
    "api:applications": Door(get=everybody("401"), at=of_stop()),
}
TOKENS = {
    "reporting:tokens": Door(
        get=givers(),
        post={**givers(), **dict.fromkeys(("NS", "PI"), "422")},  # not theirs to read
        body=lambda _cast: {
            "name": "ZZC",
            "scopes": "applications:read",
            "days": "30",
        },
    ),
    "reporting:token-revocation": Door(
        post={**givers("404"), "RS1": "Y"},
        at=token,
    ),
}
MANAGES = "RS1 SU"


def manager(outcome: str = "Y") -> Rule:
    """The managers of the center; those of another find nothing."""
    rule = {**only("", others="403"), "RS2": "404"}
    return {**rule, **dict.fromkeys(MANAGES.split(), outcome)}


def hook(cast: Cast, _stop: Stop) -> list[Any]:
    """An address of the center of region 1."""
    made, _new = Hook.objects.get_or_create(
        center=cast.stop.center, url="https://zzc.example/", happenings=["figures.released"]
    )
    return [made.pk]


def delivery(cast: Cast, stop: Stop) -> list[Any]:
    """Something that it was told."""
    [pk] = hook(cast, stop)
    made, _new = Delivery.objects.get_or_create(
        hook_id=pk, happening="figures.released", about="zzc", defaults={"body": "{}"}
    )
    return [pk, made.pk]


HOOKS = {
    "reporting:hooks": Door(
        get={**only("RS1 RS2 SU", others="403")},
        post={**only("RS1 SU", others="403"), "RS2": "422"},  # the center is not theirs
        body=lambda cast: {
            "center": cast.stop.center_id,
            "url": "https://zzc.example/in",
            "happenings": "figures.released",
        },
    ),
    "reporting:hook": Door(get=manager(), at=hook),
    "reporting:hook-deletion": Door(post=manager(), at=hook),
    "reporting:hook-resumption": Door(post=manager(), at=hook),
    "reporting:hook-trial": Door(post=manager(), at=hook),
    "reporting:hook-repetition": Door(post=manager(), at=delivery),
}
OPEN = {
    "reporting:open-data": Door(get=everybody()),
    "reporting:open-data-catalog": Door(get=everybody()),
    "reporting:open-data-csv": Door(get=everybody(), at=of_stop()),
    "reporting:open-data-json": Door(get=everybody(), at=of_stop()),
}
DOORS = {"webhooks": HOOKS, "open data": OPEN, "the API": API, "tokens of programs": TOKENS}
