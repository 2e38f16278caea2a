"""What a member of staff may choose from in a list: their stops, places, activities, labels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Value
from django.urls import reverse

from core.composed import Composed
from core.language import translated
from desk.models import Label
from people.models import Membership, User
from people.roles import CENTER_ROLES, Role
from programs.models import Center, Province, Sector, Theme

if TYPE_CHECKING:
    from programs.models import Stop


def address_of(user: User, slug: str) -> str:
    """Where the list of a stop stands; that of all in charge of `user` when it is none of them."""
    known = user.stops_in_charge().values_list("slug", flat=True)
    return reverse("files:list", args=[slug]) if slug in known else reverse("files:all")


@dataclass(frozen=True)
class Perimeter:
    """The stops that are looked at, and by whom. All else is asked for when it is needed."""

    stops: list[Stop]
    user: User | None = None  # who looks; nobody where a group keeps itself up to date

    @classmethod
    def of(cls, user: User) -> Perimeter:
        """The perimeter of `user`, in one statement; each stop with `is_managed`."""
        return cls(stops=list(_stops_of(user, user.is_superuser).rows({})), user=user)

    @cached_property
    def managed(self) -> set[int]:
        """The stops whose secrets `user` knows: what is prepared, and what others judged."""
        return {stop.pk for stop in self.stops if getattr(stop, "is_managed", False)}

    @cached_property
    def provinces(self) -> list[Province]:
        """All places, those of the regions of these stops first."""
        centers = Center.objects.filter(pk__in={stop.center_id for stop in self.stops})
        here = Exists(centers.filter(region=OuterRef("region")))
        places = Province.objects.annotate(is_here=here).order_by("-is_here", "hcp", "pk")
        return list(places.only("id", "iso", "name", "hcp"))

    @cached_property
    def sectors(self) -> list[Sector]:
        """All activities."""
        return list(Sector.objects.only("id", "code", "name", "position"))

    @cached_property
    def themes(self) -> list[Theme]:
        """All themes."""
        return list(Theme.objects.only("id", "code", "name", "position"))

    @cached_property
    def labels(self) -> list[Label]:
        """The labels of the centers of these stops."""
        return list(Label.objects.filter(center__in={stop.center_id for stop in self.stops}))

    @cached_property
    def colleagues(self) -> list[User]:
        """Who works in the centers of these stops, by name."""
        works = User.objects.filter(
            is_active=True,
            memberships__role__in=CENTER_ROLES,
            memberships__center__in={stop.center_id for stop in self.stops},
        )
        return list(works.only("id", "name").distinct().order_by("name", "pk"))


@lru_cache(maxsize=256)  # composed once for each colleague
def _stops_of(user: User, is_superuser: bool) -> Composed[Stop]:  # noqa: FBT001  part of a key
    manages = Membership.objects.filter(user=user, role=Role.MANAGER, center=OuterRef("center"))
    managed = Value(value=True) if is_superuser else Exists(manages)
    stops = user.stops_in_charge().annotate(is_managed=managed)
    return Composed(lambda: stops.only("slug", "center", "program", *translated("name")))
