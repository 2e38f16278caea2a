"""Whose figures somebody reads: a partner their own, a center those of its partners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404

from people.models import Membership, User
from people.roles import Role
from programs.models import Partner, Region, Stop
from reporting.disclosure.tables import Place

if TYPE_CHECKING:
    from django.http import HttpRequest

COUNTRY = "country"


@dataclass(frozen=True)
class Perspective:
    """One institution, and the region whose stops it sees; the country too, never other regions."""

    partner: Partner
    region: Region

    @property
    def stops(self) -> list[Stop]:
        """The stops of the region that the public knows."""
        stops = Stop.objects.announced().filter(center__region=self.region)
        return list(stops.select_related("center__region"))

    def places(self) -> dict[str, Place]:
        """What can be looked at, by the word of its address."""
        return {
            **{stop.slug: Place(stop=stop) for stop in self.stops},
            self.region.iso: Place(region=self.region),
            COUNTRY: Place(),
        }


def perspectives(request: HttpRequest) -> list[Perspective]:
    """Those of whoever asks: a partner’s own; of managers and the national staff, to read along.

    Anybody else is refused.
    """
    user = request.user
    if not isinstance(user, User) or not (
        user.is_national or user.roles & {Role.PARTNER, Role.MANAGER}
    ):
        raise PermissionDenied
    held = Membership.objects.filter(user=user, role=Role.PARTNER)
    own = [
        Perspective(each.partner, each.center.region)
        for each in held.select_related("partner", "center__region").order_by("pk")
        if each.partner and each.center
    ]
    stops = Stop.objects.all() if user.is_national else Stop.objects.none()
    if Role.MANAGER in user.roles and not user.is_national:
        stops = Stop.objects.filter(center__in=user.centers(Role.MANAGER))
    stops = stops.select_related("center__region").prefetch_related("partners")
    beside = [
        Perspective(partner, stop.center.region)
        for stop in stops
        for partner in stop.partners.all()
    ]
    return list(dict.fromkeys([*own, *beside]))


def looked_at(request: HttpRequest, partner: str, place: str) -> tuple[Perspective, Place]:
    """The perspective and the place of an address; what is not theirs is not there."""
    for each in perspectives(request):
        if each.partner.code == partner and place in (places := each.places()):
            return each, places[place]
    raise Http404
