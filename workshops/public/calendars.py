"""Calendar files of seats: the local hour of Casablanca, with a zone written by hand.

The zone holds the two changes that matter since 2026, each without a rule: what is generated from
the data of a library leaves readers an hour off. One VEVENT a UID, SEQUENCE the version.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import F
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core import ics
from core.delivery import protect
from core.links import SignedToken, absolute
from people.models import Participation
from workshops.models import Seat, SeatFeed, Workshop
from workshops.seats.links import seat_link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FEED = SignedToken(salt="workshops.public.calendars.feed")
SEEN = ("waiting", "offered", "seated")


def of_seats(seats: Iterable[Seat]) -> bytes:
    """A calendar of these seats; one that was left, or whose workshop is cancelled, says so."""
    return ics.calendar(
        [*ics.ZONE.splitlines(), *(line for seat in seats for line in _event(seat))]
    )


def of_path(participation: Participation | None) -> bytes:
    """The seats of somebody in a stop, with those that are off."""
    own = Seat.objects.filter(participation=participation).select_related(
        "workshop__stop", "workshop__venue"
    )
    return of_seats(own.order_by("workshop__starts_at", "pk") if participation else ())


def feed_link(participation: Participation) -> str:
    """Where a calendar program fetches somebody's seats again and again, without an account.

    Empty once they took that away.
    """
    feed = SeatFeed.objects.filter(participation=participation).first() or SeatFeed()
    token = FEED.make(participation.pk, about=_turned(feed))
    return absolute(reverse("agenda:feed", args=[token])) if feed.is_open else ""


def fed_by(token: str) -> Participation:
    """Whose seats are read at this address. Raises Http404 for one that ended."""
    rows = Participation.objects.select_related("person", "stop", "seat_feed")
    own = FEED.row_or_404(token, rows, about=lambda row: _turned(_feed_of(row)))
    if not _feed_of(own).is_open:
        raise Http404
    return own


@transaction.atomic
def turn_feed(participation: Participation, *, is_open: bool) -> None:
    """End the address of somebody's seats; another one takes its place where `is_open`."""
    feed, _new = SeatFeed.objects.get_or_create(participation=participation)
    SeatFeed.objects.filter(pk=feed.pk).update(turn=F("turn") + 1, is_open=is_open)


def _feed_of(participation: Participation) -> SeatFeed:
    return getattr(participation, "seat_feed", None) or SeatFeed()


def _turned(feed: SeatFeed) -> str:
    return str(feed.turn or "")


def answer(calendar: bytes, *, name: str) -> HttpResponse:
    """The file as it is handed out."""
    drawn = HttpResponse(calendar, content_type="text/calendar; charset=utf-8")
    return protect(drawn, name=name)


def _event(seat: Seat) -> Iterator[str]:
    workshop = seat.workshop
    off = workshop.state == Workshop.State.CANCELLED or seat.state not in SEEN
    status = "CANCELLED" if off else "CONFIRMED" if seat.state == "seated" else "TENTATIVE"
    start = datetime.combine(workshop.starts_on, workshop.starts_clock)
    ends = start + timedelta(minutes=workshop.minutes)
    yield "BEGIN:VEVENT"
    yield f"UID:seat-{seat.pk}@{urlsplit(absolute('/')).hostname}"
    yield f"DTSTAMP:{timezone.now().astimezone(UTC):%Y%m%dT%H%M%SZ}"
    # both are raised, never lowered: a move of the workshop and a move of the seat count each
    yield f"SEQUENCE:{workshop.version + seat.version}"
    yield f"DTSTART;TZID={workshop.zone}:{start:%Y%m%dT%H%M%S}"
    yield f"DTEND;TZID={workshop.zone}:{ends:%Y%m%dT%H%M%S}"
    yield f"SUMMARY:{ics.text(workshop.title)}"
    yield f"LOCATION:{ics.text(_place(workshop))}"
    said = _("Join, move, or say that you cannot come:")
    yield f"DESCRIPTION:{ics.text(said)} {seat_link(seat)}"
    yield f"URL:{seat_link(seat)}"
    yield f"STATUS:{status}"
    yield f"TRANSP:{'TRANSPARENT' if off else 'OPAQUE'}"
    if status == "CONFIRMED":
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{ics.text(workshop.title)}")
        yield from ("TRIGGER:-PT1H", "END:VALARM")
    yield "END:VEVENT"


def _place(workshop: Workshop) -> str:
    venue = workshop.venue
    if workshop.way == Workshop.Way.ONLINE or venue is None:
        return _("Online")
    return _(", ").join(filter(None, (venue.name, venue.address)))
