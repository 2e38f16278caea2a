"""Private URLs: an expert's day, and what stays of a session for its person.

Whoever opens them sees; only a POST changes something.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils import timezone

from coaching.models import Booking, Expert
from core.links import SignedLink, absolute

if TYPE_CHECKING:
    from coaching.session.access import Bookings

DAY = SignedLink("/day/", salt="coaching.session.links.day")
STEP = SignedLink("/step/", salt="coaching.session.links.step")
HELPING = (Expert.State.ACTIVE, Expert.State.PAUSED)
BOTH = 2  # keys of a day: whose, and which


def day_url(expert: Expert, on: date) -> str:
    """Where an expert finds one day, without signing in; it ends with that day."""
    return f"{DAY.prefix}{DAY.make(expert.pk, on.toordinal())}/"


def day_link(expert: Expert, on: date) -> str:
    """The same URL with its host, for a message."""
    return absolute(day_url(expert, on))


def day_of(token: str) -> tuple[Expert, date]:
    """The expert and the day of a link. Raises Http404 for any other, and once the day is over."""
    keys = DAY.read(token)
    if len(keys) != BOTH:
        raise Http404
    on = date.fromordinal(keys[1])
    known = Expert.objects.filter(user__is_active=True)  # whoever may not sign in reads no day
    expert = known.filter(pk=keys[0], state__in=HELPING).first()
    if expert is None or on < timezone.localdate():
        raise Http404
    return expert, on


def step_url(booking: Booking) -> str:
    """Where the person of a session ticks off what they do next, and says how it was."""
    return f"{STEP.prefix}{STEP.make(booking.pk)}/"


def step_link(booking: Booking) -> str:
    """The same URL with its host, for a message."""
    return absolute(step_url(booking))


def after_of(token: str, rows: Bookings) -> Booking:
    """The session that a link was made for. Raises Http404 for any other."""
    return STEP.row_or_404(token, rows)
