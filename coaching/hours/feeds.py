"""Sessions in one's own calendar: a private address that is read again and again.

Its key is known to its person alone. A title says that there is a session, and nothing of whom.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.models import Booking, SessionFeed
from core import ics
from core.links import absolute

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from people.models import User

BACK = timedelta(days=60)
COMING = (Booking.State.OFFERED, Booking.State.BOOKED)
HELD = (Booking.State.HELD, Booking.State.MISSED)


def digest(key: str) -> str:
    """What stands in the table for a key of a feed."""
    return hashlib.sha256(key.encode()).hexdigest()


def make_feed(user: User) -> str:
    """The whole address of a new feed, told once; an older one of this person ends."""
    key = secrets.token_urlsafe(32)
    told = {"digest": digest(key), "made_at": timezone.now()}
    SessionFeed.objects.update_or_create(user=user, defaults=told)
    return absolute(reverse("hours:feed", args=[key]))


def reader_of(key: str) -> User | None:
    """Whose feed has this key, if it still stands and they may still sign in."""
    rows = SessionFeed.objects.select_related("user")
    found = rows.filter(digest=digest(key), user__is_active=True).first()
    return found.user if found else None


def calendar_of(user: User) -> bytes:
    """The sessions of somebody, as participant and as expert, with those that are off."""
    rows = Booking.objects.filter(
        Q(person=user) | Q(expert__user=user) | Q(beside__user=user),
        starts_at__gt=timezone.now() - BACK,
    )
    return of_bookings(rows.select_related("slot").order_by("starts_at", "pk"))


def of_bookings(bookings: Iterable[Booking]) -> bytes:
    """A calendar of these sessions, by the clock of their own zone."""
    lines = (line for booking in bookings for line in _event(booking))
    return ics.calendar([*ics.ZONE.splitlines(), *lines])


def _event(booking: Booking) -> Iterator[str]:
    slot = booking.slot
    start = datetime.combine(slot.on, slot.clock)
    title = ics.text(_("Microlabs: a session"))
    booked = booking.state == Booking.State.BOOKED or booking.state in HELD
    off = not booked and booking.state not in COMING
    yield "BEGIN:VEVENT"
    yield f"UID:session-{booking.pk}@{urlsplit(absolute('/')).hostname}"
    yield f"DTSTAMP:{timezone.now().astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{booking.version}"
    yield f"DTSTART;TZID={slot.zone}:{start:%Y%m%dT%H%M%S}"
    yield f"DTEND;TZID={slot.zone}:{start + timedelta(minutes=slot.minutes):%Y%m%dT%H%M%S}"
    yield f"SUMMARY:{title}"
    yield f"STATUS:{'CANCELLED' if off else 'CONFIRMED' if booked else 'TENTATIVE'}"
    yield "END:VEVENT"
