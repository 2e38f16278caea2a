"""One seat as its person sees it: what is next to do with it, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import F
from django.utils import timezone

from core.language import language_of_page
from workshops.models import Seat, Workshop
from workshops.planning.ways import way_of
from workshops.seats.links import seat_url

if TYPE_CHECKING:
    from workshops.models.planned import WorkshopQuerySet

MOVES = 6  # other dates that are offered at once


@dataclass(frozen=True)
class Shown:
    """A seat with its workshop; the link of the meeting is in none of its words."""

    seat: Seat

    @property
    def workshop(self) -> Workshop:
        """Its workshop."""
        return self.seat.workshop

    @property
    def url(self) -> str:
        """Its own address, under which stands all that one may do."""
        return seat_url(self.seat)

    @property
    def language(self) -> str:
        """In which the card is drawn: that of the page."""
        return language_of_page()

    @property
    def step(self) -> str:
        """What its page is about: cancelled, over, or the state of the seat."""
        if self.workshop.state == Workshop.State.CANCELLED and self.seat.state != Seat.State.LEFT:
            return "cancelled"
        if self.workshop.has_ended and self.seat.state == Seat.State.SEATED:
            return "over"
        return self.seat.state

    @property
    def can_join(self) -> bool:
        """Whether one may come in by the web now: seated, the doors open, not over."""
        return self.workshop.is_online and self.is_on

    @property
    def is_on(self) -> bool:
        """Whether the doors stand open to this seat, on the spot or from afar."""
        return (
            self.seat.state == Seat.State.SEATED
            and self.workshop.state == Workshop.State.PUBLISHED
            and self.workshop.opens_at <= timezone.now() < self.workshop.ends_at
        )

    @property
    def meets_by(self) -> str:
        """How one meets there, whose cost is told beside the way in."""
        return way_of(self.workshop)

    @property
    def can_leave(self) -> bool:
        """Whether the seat may still be given back."""
        return not self.workshop.has_begun

    @property
    def has_lapsed(self) -> bool:
        """Whether the time to answer an offer is over, though the clock has not passed by yet."""
        until = self.seat.offered_until
        return until is not None and until <= timezone.now()

    @cached_property
    def ahead(self) -> int:
        """How many wait before this one."""
        return self.workshop.seats.filter(
            state=Seat.State.WAITING, position__lt=self.seat.position
        ).count()

    @cached_property
    def other_dates(self) -> list[Workshop]:
        """Where the seat may move to: the same series, still to come, with enough free seats."""
        if not self.can_leave or self.workshop.series_id is None:
            return []
        return list(other_dates(self.seat)[:MOVES])


def other_dates(seat: Seat) -> WorkshopQuerySet:
    """Workshops of the same series in which this seat would find its place at once."""
    series = seat.workshop.series_id or 0  # without one, nothing is of the same
    same = Workshop.objects.filter(series=series, state=Workshop.State.PUBLISHED)
    free = same.filter(waiting=0, capacity__gte=F("taken") + seat.count)
    coming = free.filter(starts_at__gt=timezone.now(), stop=seat.workshop.stop_id)
    return coming.exclude(pk=seat.workshop_id)
