"""Whose figures somebody reads: a partner their own, a center those of its partners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

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


def perspectives(request: HttpRequest, of: str = "") -> list[Perspective]:
    """Those of whoever asks: a partner’s own; of managers and the national staff, to read along.

    Or those of the partner `of` this code alone. Anybody else is refused.
    """
    user = request.user
    if not isinstance(user, User) or not (
        user.is_national or user.roles & {Role.PARTNER, Role.MANAGER}
    ):
        raise PermissionDenied
    partners = Partner.objects.filter(code=of) if of else Partner.objects.all()
    held = Membership.objects.filter(user=user, role=Role.PARTNER, partner__in=partners)
    own = [
        Perspective(each.partner, each.center.region)
        for each in held.select_related("partner", "center__region").order_by("pk")
        if each.partner and each.center
    ]
    stops = Stop.objects.all() if user.is_national else Stop.objects.none()
    if Role.MANAGER in user.roles and not user.is_national:
        stops = Stop.objects.filter(center__in=user.centers(Role.MANAGER))
    pair: Any = Stop.partners.through
    pairs = pair.objects.filter(stop__in=stops, partner__in=partners)
    pairs = pairs.select_related("partner", "stop__center__region").order_by("stop", "partner")
    beside = [
        Perspective(each.partner, each.stop.center.region)
        for each in pairs.only("partner", "stop__center__region")
    ]
    return list(dict.fromkeys([*own, *beside]))


def looked_at(request: HttpRequest, partner: str, place: str) -> tuple[Perspective, Place]:
    """The perspective and the place of an address; what is not theirs is not there."""
    theirs = perspectives(request, partner)
    for each in theirs:
        if place in {COUNTRY, each.region.iso}:
            return each, Place(region=each.region if place != COUNTRY else None)
    regions = {each.region.pk: each for each in reversed(theirs)}
    known = Stop.objects.announced().filter(center__region__in=regions, slug=place)
    stop = get_object_or_404(known.select_related("center__region"))
    return regions[stop.center.region_id], Place(stop=stop)
