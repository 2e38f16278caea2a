"""As whom a visitor of the demonstration may look around: by role, never by a key."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from people.models import Membership, Participation, User

REGION = "MA-03"  # Fès-Meknès, the stop that the demonstration shows
NEXT = "MA-09"  # Souss-Massa, where the caravan goes next, and learns from this one


@dataclass(frozen=True)
class Door:
    """One way in: who stands behind it, and the page to begin with."""

    code: str
    title: Promise
    hint: Promise
    icon: str
    find: Callable[[], User | None]
    landing: Callable[[User], str]


def _applicant() -> User | None:
    applications = Application.objects.filter(
        stop__center__region__iso=REGION, state=Application.State.SUBMITTED
    )
    first = applications.select_related("applicant").order_by("pk").first()
    return first.applicant if first else None


def _participant() -> User | None:
    participations = Participation.objects.filter(stop__center__region__iso=REGION)
    first = participations.select_related("person").order_by("pk").first()
    return first.person if first else None


def _holder(role: Membership.Role, region: str = REGION) -> Callable[[], User | None]:
    """Finds the first who holds `role`: in the region shown, or nationally."""

    def find() -> User | None:
        held = Membership.objects.filter(role=role).select_related("user").order_by("pk")
        if role != Membership.Role.NATIONAL:
            held = held.filter(center__region__iso=region)
        first = held.first()
        return first.user if first else None

    return find


def _home(_person: User) -> str:
    return reverse("portal:home")


def _desk(_person: User) -> str:
    return reverse("admin:index")


DOORS = (
    Door(
        "applicant",
        _("Entrepreneur who has applied"),
        _("Follows an application"),
        "person",
        _applicant,
        _home,
    ),
    Door(
        "participant",
        _("Entrepreneur who takes part"),
        _("Was accepted"),
        "seed",
        _participant,
        _home,
    ),
    Door(
        "reviewer",
        _("Center staff: reviewer"),
        _("Reads the applications"),
        "search",
        _holder(Membership.Role.REVIEWER),
        _desk,
    ),
    Door(
        "manager",
        _("Center staff: manager of Fès-Meknès"),
        _("Runs the stop"),
        "building",
        _holder(Membership.Role.MANAGER),
        _desk,
    ),
    Door(
        "next",
        _("Center staff: manager of Souss-Massa"),
        _("Prepares the next stop, with what this one teaches"),
        "calendar",
        _holder(Membership.Role.MANAGER, NEXT),
        _desk,
    ),
    Door(
        "expert",
        _("Expert"),
        _("Advises entrepreneurs"),
        "advice",
        _holder(Membership.Role.EXPERT),
        _home,
    ),
    Door(
        "national",
        _("National coordinator"),
        _("Sees the figures of every region"),
        "figures",
        _holder(Membership.Role.NATIONAL),
        _desk,
    ),
    Door(
        "partner",
        _("Partner"),
        _("Reads the regional picture"),
        "bank",
        _holder(Membership.Role.PARTNER),
        _home,
    ),
)
