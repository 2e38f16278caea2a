"""Whose sessions somebody leads or reads: an expert their own, a team those of its stops.

An expert reads a person until thirty days after their last session together, and a number only for
a session by telephone or WhatsApp, from the day before it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from coaching.models import CALLED, Booking, Expert
from coaching.session.links import HELPING
from people.models import Membership, User
from people.unnamed import named

if TYPE_CHECKING:
    from datetime import date

Bookings: TypeAlias = QuerySet[Booking]
KEPT = timedelta(days=30)  # after the last session together
EVE = timedelta(days=1)  # from when on a number is shown
LATE = timedelta(days=7)  # until when, where nothing was written of it
LED = (Booking.State.BOOKED, Booking.State.HELD, Booking.State.MISSED)
WITH_ALL = (
    *("slot", "stop__center", "expert__user", "beside", "participation", "person", "theme"),
    "report",
)


def with_all() -> Bookings:
    """Sessions that were booked, with everything that is said of them."""
    return Booking.objects.filter(state__in=LED).select_related(*WITH_ALL)


def experts_of(user: object) -> list[Expert]:
    """As whom somebody helps. Raises Http404 for whoever does not."""
    rows = Expert.objects.filter(user=user, state__in=HELPING) if isinstance(user, User) else ()
    found = list(rows)
    if not found:
        raise Http404
    return found


def of_experts(experts: list[Expert]) -> Bookings:
    """Sessions that these experts lead, or lead beside another, of people whom they may read."""
    own = leading(experts) | Q(report__beside__in=experts)
    lately = with_all().order_by().filter(own, ends_at__gt=timezone.now() - KEPT)
    together = Exists(lately.filter(participation=OuterRef("participation")))
    return with_all().filter(own, together)


def led_by(user: object) -> Bookings:
    """Sessions that somebody may read: as an expert, or of the team of their stop."""
    if not isinstance(user, User):
        return Booking.objects.none()
    team = Q(stop__in=user.stops_in_charge()) & named(user, person="person")
    return with_all().filter(_own(user) | team)


def kept_by(user: object) -> Bookings:
    """Those that somebody may change, and go into: as an expert, or as a manager of their stop."""
    if not isinstance(user, User):
        return Booking.objects.none()
    if user.is_superuser:
        return with_all()
    centers = user.centers(Membership.Role.MANAGER)
    return with_all().filter(_own(user) | Q(stop__center__in=centers))


def _own(user: User) -> Q:
    experts = list(Expert.objects.filter(user=user, state__in=HELPING))
    return Q(pk__in=of_experts(experts).order_by().values("pk"))


def of_day(experts: list[Expert], on: date) -> Bookings:
    """What they have on one day, in order."""
    return of_experts(experts).filter(leading(experts), slot__on=on)


def leading(experts: list[Expert]) -> Q:
    """The condition that one of them leads a session, or is named to come to it."""
    return Q(expert__in=experts) | Q(beside__in=experts)


def number_for(booking: Booking) -> str:
    """The number to call for a session, where it may be shown now; else nothing."""
    if booking.mode not in CALLED or booking.state != Booking.State.BOOKED:
        return ""
    today = timezone.localdate()
    shown = booking.slot.on - EVE <= today <= booking.slot.on + LATE
    return _number(booking) if shown else ""


def _number(booking: Booking) -> str:
    person = booking.person
    return booking.phone or (person.phone or "" if person else "")
