"""The doors of programs: the API and open data are for everybody; tokens are somebody's own."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from reporting.models import ApiToken
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
DOORS = {"the API": API, "tokens of programs": TOKENS}
