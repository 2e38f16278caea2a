"""Who speaks for which institution at which stop, and which partners may be shown anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef

from people.models import Membership, User
from people.roles import Role
from programs.models import Partner, Stop

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


@dataclass(frozen=True)
class Place:
    """One institution at one stop."""

    partner: Partner
    stop: Stop

    @property
    def code(self) -> str:
        """How forms name it."""
        return f"{self.partner.code} {self.stop.slug}"

    def __str__(self) -> str:
        return f"{self.partner} · {self.stop}"


def speaker(request: HttpRequest) -> User:
    """Whoever speaks for an institution; anybody else is refused before any look-up."""
    user = request.user
    if not isinstance(user, User) or Role.PARTNER not in user.roles:
        raise PermissionDenied
    return user


def places_of(user: User) -> list[Place]:
    """The institutions that `user` speaks for, at each stop of their centers beside which they are.

    Three statements.
    """
    held = Membership.objects.filter(user=user, role=Role.PARTNER)
    theirs = list(held.select_related("partner", "center").order_by("pk"))
    stops = Stop.objects.filter(center__in=[each.center_id for each in theirs])
    found = list(stops.select_related("center__region").prefetch_related("partners"))
    return [
        Place(membership.partner, stop)
        for membership in theirs
        if membership.partner is not None
        for stop in found
        if stop.center_id == membership.center_id and membership.partner in stop.partners.all()
    ]


def receiving(stop: Stop) -> QuerySet[Partner]:
    """The partners to whom somebody of `stop` may open a door: the press reads nobody's file.

    Where nobody would read it, no door is offered.
    """
    reads = Membership.objects.filter(
        role=Role.PARTNER,
        partner=OuterRef("pk"),
        center=stop.center_id,
        user__is_active=True,
    )
    beside: QuerySet[Partner] = stop.partners.exclude(kind=Partner.Kind.PRESS)
    return beside.filter(Exists(reads))
