"""Who has a slot: offered, booked, given back, held; and the log of it."""

from __future__ import annotations

import uuid
from typing import Self

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coaching.models.experts import Expert, Mode
from coaching.models.requests import Request
from coaching.models.slots import Slot
from core.lives import MoveLog
from core.ranges import Only, Span
from people.models import Participation, User
from programs.models import Stop, Theme

NO_EXPERT_TWICE = "no_expert_twice"  # the constraints that refuse an overlap
NO_PERSON_TWICE = "no_person_twice"
BLOCKING = ("offered", "booked", "held", "missed")


class BookingQuerySet(models.QuerySet["Booking"]):
    """Questions about many bookings."""

    def blocking(self) -> Self:
        """Those that keep their hour from others."""
        return self.filter(state__in=BLOCKING)

    def visible_to(self, user: User) -> Self:
        """What `user` may open: their own, of their hours, or of the stops of their center."""
        own = Q(person=user) | Q(expert__user=user)
        return self.filter(own | Q(stop__in=user.stops_in_charge()))


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    exclude=["words", "phone", "somebody", "arrived_at", "beside"],
)
class Booking(models.Model):
    """A session of a participant and an expert, from the offer to what became of it.

    A session that is moved stays the same row at another slot, its `version` raised: links live on,
    older letters drop. When its person stops taking part, what is over stays, without them.
    """

    class State(models.TextChoices):
        OFFERED = "offered", pgettext_lazy("session", "Offered")
        BOOKED = "booked", pgettext_lazy("session", "Booked")
        HELD = "held", pgettext_lazy("session", "Held")
        MISSED = "missed", pgettext_lazy("session", "Did not take place")
        CANCELLED = "cancelled", pgettext_lazy("session", "Cancelled")
        LAPSED = "lapsed", pgettext_lazy("session", "Not answered in time")

    MOVES = {
        State.OFFERED: {State.BOOKED, State.CANCELLED, State.LAPSED},
        State.BOOKED: {State.HELD, State.MISSED, State.CANCELLED, State.OFFERED},  # another hour
        State.HELD: {State.MISSED},  # put right
        State.MISSED: {State.HELD},
        State.CANCELLED: set[State](),
        State.LAPSED: set[State](),
    }
    TAKING = (State.OFFERED, State.BOOKED)  # what comes, and counts in `Slot.taken`

    slot = models.ForeignKey(Slot, models.PROTECT, related_name="bookings")
    stop = models.ForeignKey(Stop, models.CASCADE, related_name="bookings")
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="bookings")
    participation = models.ForeignKey(
        Participation, models.SET_NULL, null=True, related_name="bookings"
    )
    person = models.ForeignKey(User, models.SET_NULL, null=True, related_name="bookings")
    somebody = models.UUIDField(null=True, editable=False)  # in place of who is forgotten
    beside = models.ForeignKey(
        Expert,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("second expert"),
    )
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+", verbose_name=_("theme"))
    mode = models.CharField(_("how you meet"), max_length=8, choices=Mode)
    phone = models.CharField(_("number to call"), max_length=16, blank=True)
    words = models.CharField(_("what is it about?"), max_length=300, blank=True)
    starts_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)
    is_alone = models.BooleanField(default=True, editable=False)  # at no table
    state = models.CharField(max_length=9, choices=State, default=State.BOOKED, editable=False)
    offered_until = models.DateTimeField(_("offered until"), null=True, blank=True)
    arrived_at = models.DateTimeField(_("arrived"), null=True, blank=True, editable=False)
    request = models.ForeignKey(Request, models.SET_NULL, null=True, related_name="bookings")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)  # of the form
    version = models.PositiveIntegerField(default=1, editable=False)
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", editable=False)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="session_starts_before_it_ends", condition=Q(starts_at__lt=F("ends_at"))
            ),
            models.CheckConstraint(
                name="offered_session_has_an_end",
                condition=~Q(state="offered") | Q(offered_until__isnull=False),
            ),
            models.CheckConstraint(
                name="coming_session_has_a_person",
                condition=~Q(state__in=("offered", "booked")) | Q(person__isnull=False),
            ),
            models.CheckConstraint(
                name="session_has_two_experts_or_one", condition=~Q(beside=F("expert"))
            ),
            ExclusionConstraint(
                name=NO_EXPERT_TWICE,
                expressions=[
                    (Only(F("expert"), F("expert"), Value("[]")), RangeOperators.EQUAL),
                    (Span(F("starts_at"), F("ends_at")), RangeOperators.OVERLAPS),
                ],
                condition=Q(is_alone=True, state__in=BLOCKING),
            ),
            ExclusionConstraint(
                name=NO_PERSON_TWICE,
                expressions=[
                    (Only(F("person"), F("person"), Value("[]")), RangeOperators.EQUAL),
                    (Span(F("starts_at"), F("ends_at")), RangeOperators.OVERLAPS),
                ],
                condition=Q(person__isnull=False, state__in=BLOCKING),
            ),
        ]
        indexes = [
            models.Index(
                name="session_to_lapse", fields=["offered_until"], condition=Q(state="offered")
            ),
            models.Index(name="sessions_of_an_expert", fields=["expert", "starts_at"]),
            models.Index(name="sessions_of_a_stop", fields=["stop", "starts_at"]),
            models.Index(name="sessions_of_a_person", fields=["participation", "starts_at"]),
            models.Index(  # people to call are counted in its order, and no further than is shown
                name="missed_by_person",
                fields=["stop", "participation"],
                condition=Q(state="missed"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.expert} · {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def is_coming(self) -> bool:
        """Whether it is offered or booked, and not over."""
        return self.state in self.TAKING and self.ends_at > timezone.now()


class BookingMove(MoveLog):
    """That a session went from one state to another, or (`slot` says which) to another hour."""

    STATES = Booking.State

    class Reason(models.TextChoices):
        BOOKED = "booked", pgettext_lazy("session", "Booked")
        FOR_CALLER = "for_caller", pgettext_lazy("session", "Booked by the team")
        PLANNED = "planned", pgettext_lazy("session", "Planned with the whole stop")
        TURN = "turn", pgettext_lazy("session", "A slot came free, and it was their turn")
        ACCEPTED = "accepted", pgettext_lazy("session", "Said yes")
        DECLINED = "declined", pgettext_lazy("session", "Said no")
        SILENT = "silent", pgettext_lazy("session", "No answer in time")
        MOVED = "moved", pgettext_lazy("session", "Moved by the person")
        MOVED_BY_TEAM = "moved_team", pgettext_lazy("session", "Moved by the team")
        UNDONE = "undone", pgettext_lazy("session", "Put back by the team")
        EXPERT_AWAY = "away", pgettext_lazy("session", "The expert cannot come")
        GIVEN_BACK = "given_back", pgettext_lazy("session", "Cannot come")
        TAKEN_OUT = "taken_out", pgettext_lazy("session", "Cancelled by the team")
        LEFT = "left", pgettext_lazy("session", "Stops taking part")
        REPORTED = "reported", pgettext_lazy("session", "Reported by the expert")

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="moves")
    slot = models.ForeignKey(Slot, models.SET_NULL, null=True, related_name="+")
    origin = models.CharField(_("from"), max_length=10, blank=True)  # empty: it came in
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)

    class Meta:
        verbose_name = _("move of a session")
        verbose_name_plural = _("moves of sessions")
        ordering = ["at", "pk"]
        indexes = [models.Index(name="moves_of_a_session", fields=["booking", "at"])]

    def __str__(self) -> str:
        return super().__str__() if self.origin else str(Booking.State(self.target).label)
