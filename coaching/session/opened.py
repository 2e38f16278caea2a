"""By which way an expert came to their day: signed in, or by the private link of one day.

Both show the same pages at addresses of their own; what one may do there is the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from coaching.session.access import experts_of, led_by, of_day
from coaching.session.links import day_of
from people.access import manages
from people.models import User

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest

    from coaching.models import Booking, Expert
    from coaching.session.access import Bookings


@dataclass(frozen=True)
class Opened:
    """Whose day is open, which one, and the private link by which (empty: signed in)."""

    experts: list[Expert]
    on: date
    token: str = ""
    by: User | None = None

    @property
    def home(self) -> str:
        """The address of the day."""
        return reverse("day:by_link", args=[self.token]) if self.token else reverse("day:today")

    @property
    def rows(self) -> Bookings:
        """The sessions of that day."""
        return of_day(self.experts, self.on)

    @property
    def is_today(self) -> bool:
        """Whether it is this day, or one that comes or is over."""
        return self.on == timezone.localdate()


def own_day(request: HttpRequest, on: date | None = None) -> Opened:
    """The day of whoever is signed in, today unless another is asked for; 404 for no expert."""
    user = request.user if isinstance(request.user, User) else None
    return Opened(experts_of(request.user), on or timezone.localdate(), by=user)


def linked_day(token: str) -> Opened:
    """The day of a private link."""
    expert, on = day_of(token)
    return Opened([expert], on, token, expert.user)


@dataclass(frozen=True)
class Held:
    """One session that is open, where its pages stand, and in whose name one writes."""

    booking: Booking
    home: str  # the day; for a team, which has none, the session at the desk
    base: str  # of the session
    by: User | None
    is_team: bool = False
    may_write: bool = True  # reports are of the expert and of managers; reviewers read


def session_by(request: HttpRequest, pk: int) -> Held:
    """A session of whoever is signed in: their own, or of the stops of their center."""
    booking = get_object_or_404(led_by(request.user), pk=pk)
    user = request.user if isinstance(request.user, User) else None
    base = reverse("day:session", args=[pk])
    if user and booking.expert.user_id != user.pk and _works_at(user, booking):
        desk = reverse("coaching:session", args=[booking.stop.slug, pk])
        writes = manages(user, booking.stop)
        return Held(booking, desk, base, user, is_team=True, may_write=writes)
    return Held(booking, reverse("day:today"), base, user)


def _works_at(user: User, booking: Booking) -> bool:
    """Whether they have a desk at the center where the session takes place."""
    return user.stops_in_charge().filter(pk=booking.stop_id).exists()


def written_by(request: HttpRequest, pk: int) -> Held:
    """The same, for whoever may write of it; who only reads is refused."""
    held = session_by(request, pk)
    if not held.may_write:
        raise PermissionDenied
    return held


def linked_session(token: str, pk: int) -> Held:
    """A session of the day of a private link."""
    opened = linked_day(token)
    booking = get_object_or_404(opened.rows, pk=pk)
    return Held(booking, opened.home, f"{opened.home}{pk}/", opened.by)
