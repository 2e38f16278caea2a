"""One session as its person sees it: what is next to do with it, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils import timezone

from coaching.booking.finding import Wish, free_slots
from coaching.booking.links import session_url
from coaching.models import CALLED, Booking, BookingMove, Mode, Request
from coaching.session.links import step_url
from core.language import language_of_page

if TYPE_CHECKING:
    from datetime import datetime

    from coaching.models import Slot

EARLY = timedelta(minutes=15)  # before a session, its doors open
OTHERS = 12  # hours to which it may be moved, shown at once
State = Booking.State


@dataclass(frozen=True)
class Shown:
    """A session with all that its own page may say."""

    booking: Booking

    @property
    def url(self) -> str:
        """Its own address, under which stands all that one may do."""
        return session_url(self.booking)

    @property
    def after_url(self) -> str:
        """Where the steps of a session that was held are ticked off."""
        return step_url(self.booking)

    @property
    def language(self) -> str:
        """In which the card is drawn: that of the page."""
        return language_of_page()

    @property
    def step(self) -> str:
        """What its page is about: the state of the session, or that a booked one is over."""
        if self.booking.state == State.BOOKED and self.booking.ends_at <= timezone.now():
            return "over"
        return self.booking.state

    @property
    def is_called(self) -> bool:
        """Whether the expert calls."""
        return self.booking.mode in CALLED

    @property
    def is_here(self) -> bool:
        """Whether one meets on this site."""
        return self.booking.mode == Mode.VIDEO

    @property
    def opens_at(self) -> datetime:
        """When the way in opens."""
        return self.booking.starts_at - EARLY

    @property
    def can_join(self) -> bool:
        """Whether one may come in now: booked, on this site, the doors open, not over."""
        booked = self.booking.state == State.BOOKED and self.is_here
        return booked and self.opens_at <= timezone.now() < self.booking.ends_at

    @property
    def can_change(self) -> bool:
        """Whether it may still be moved or given back: it is booked, and the notice is kept."""
        notice = timedelta(hours=self.booking.expert.notice)
        before = self.booking.starts_at - notice
        return self.booking.state == State.BOOKED and timezone.now() < before

    @property
    def has_lapsed(self) -> bool:
        """Whether the time to answer an offer is over, though the clock has not passed by yet."""
        until = self.booking.offered_until
        return until is not None and until <= timezone.now()

    @cached_property
    def was_at(self) -> datetime | None:
        """Of an hour that is offered because the expert cannot come: when the session was."""
        if self.booking.state != State.OFFERED:
            return None
        last = self.booking.moves.select_related("slot").order_by("-pk").first()
        is_away = last is not None and last.reason == BookingMove.Reason.EXPERT_AWAY
        return last.slot.starts_at if last and is_away and last.slot else None

    @cached_property
    def waits(self) -> bool:
        """Of a session that came to nothing: whether its person waits for another one."""
        booking = self.booking
        if booking.state not in (State.LAPSED, State.CANCELLED):
            return False
        own = {"participation": booking.participation_id, "theme": booking.theme_id}
        return Request.objects.filter(state=Request.State.WAITING, **own).exists()

    @cached_property
    def other_hours(self) -> list[Slot]:
        """Where it may move to: the same theme, the same expert first."""
        booking = self.booking
        if not self.can_change or booking.participation is None:
            return []
        wish = Wish(
            booking.stop,
            booking.theme,
            modes=[booking.mode],
            experts=[booking.expert_id],
            participation=booking.participation,
        )
        return [each for each in free_slots(wish, limit=OTHERS) if each.pk != booking.slot_id]
