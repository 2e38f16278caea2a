"""A seat in a workshop: waited for, offered, taken, left; and the log of its moves."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.lives import MoveLog
from people.models import Participation, User
from workshops.models.planned import Workshop

LIVE = ("waiting", "offered", "seated")


class SeatQuerySet(models.QuerySet["Seat"]):
    """Questions about many seats."""

    def live(self) -> Self:
        """Those that are waited for, offered or taken."""
        return self.filter(state__in=LIVE)

    def visible_to(self, user: User) -> Self:
        """What `user` may open: their own, or those of the stops of their center."""
        own = Q(participation__person=user)
        return self.filter(own | Q(workshop__stop__in=user.stops_in_charge()))


class Seat(models.Model):
    """One or two seats of a person in a workshop, both or none, from the asking to the leaving.

    `position` is the order of entry, given under the lock of the workshop's row.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("seat", "Waiting")
        OFFERED = "offered", pgettext_lazy("seat", "Offered")
        SEATED = "seated", pgettext_lazy("seat", "Registered")
        LEFT = "left", pgettext_lazy("seat", "Left")
        LAPSED = "lapsed", pgettext_lazy("seat", "Not answered in time")

    MOVES = {
        State.WAITING: {State.OFFERED, State.SEATED, State.LEFT},
        State.OFFERED: {State.SEATED, State.LEFT, State.LAPSED},
        State.SEATED: {State.LEFT},
        State.LEFT: set[State](),
        State.LAPSED: set[State](),
    }
    HOLDING = (State.OFFERED, State.SEATED)  # what counts in `Workshop.taken`

    workshop = models.ForeignKey(
        Workshop, models.CASCADE, related_name="seats", verbose_name=_("workshop")
    )
    participation = models.ForeignKey(
        Participation, models.CASCADE, related_name="seats", verbose_name=_("participation")
    )
    state = models.CharField(_("state"), max_length=8, choices=State)
    position = models.PositiveIntegerField(_("order of entry"))
    count = models.PositiveSmallIntegerField(_("seats"), default=1)
    companion_name = models.CharField(_("name of the second person"), max_length=120, blank=True)
    companion_phone = models.CharField(_("their phone"), max_length=16, blank=True)
    offered_until = models.DateTimeField(_("offered until"), null=True, blank=True)
    entered_at = models.DateTimeField(_("entered"), default=timezone.now)
    version = models.PositiveIntegerField(default=0)  # raised at each move: older letters drop

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["workshop", "position"]
        constraints = [
            models.UniqueConstraint(
                name="one_live_seat_a_person",
                fields=["workshop", "participation"],
                condition=Q(state__in=LIVE),
            ),
            models.UniqueConstraint(name="one_seat_a_position", fields=["workshop", "position"]),
            models.CheckConstraint(name="one_seat_or_two", condition=Q(count__in=(1, 2))),
            models.CheckConstraint(
                name="second_person_has_a_name", condition=Q(count=1) | ~Q(companion_name="")
            ),
            models.CheckConstraint(
                name="offered_seat_has_an_end",
                condition=~Q(state="offered") | Q(offered_until__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name="seat_to_lapse", fields=["offered_until"], condition=Q(state="offered")
            ),
            models.Index(name="seats_of_a_person", fields=["participation", "state"]),
        ]

    def __str__(self) -> str:
        return f"{self.participation} · {self.workshop}"

    @property
    def is_live(self) -> bool:
        """Whether it is waited for, offered or taken."""
        return self.state in LIVE


class SeatMove(MoveLog):
    """That a seat went from one state to another."""

    STATES = Seat.State

    class Reason(models.TextChoices):
        REGISTERED = "registered", pgettext_lazy("seat", "Registered")
        QUEUED = "queued", pgettext_lazy("seat", "No seat was free: on the waiting list")
        TURN = "turn", pgettext_lazy("seat", "A seat came free, and it was their turn")
        PASSED = (
            "passed",
            pgettext_lazy("seat", "One seat came free; those before them wait for two together"),
        )
        BY_HAND = "by_hand", pgettext_lazy("seat", "Offered by hand")
        ACCEPTED = "accepted", pgettext_lazy("seat", "Said yes")
        DECLINED = "declined", pgettext_lazy("seat", "Not interested any more")
        LEFT = "left", pgettext_lazy("seat", "Cannot come")
        SWAPPED = "swapped", pgettext_lazy("seat", "Took another workshop instead")
        TAKEN_OUT = "taken_out", pgettext_lazy("seat", "Taken out by the team")
        SILENT = "silent", pgettext_lazy("seat", "No answer in time")
        PUT_BACK = "put_back", pgettext_lazy("seat", "Put back by the team")

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="moves", verbose_name=_("seat"))
    origin = models.CharField(_("from"), max_length=10, blank=True)  # empty: it came in
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)

    class Meta:
        verbose_name = _("move of a seat")
        verbose_name_plural = _("moves of seats")
        ordering = ["at", "pk"]
        indexes = [models.Index(name="moves_of_a_seat", fields=["seat", "at"])]

    def __str__(self) -> str:
        return super().__str__() if self.origin else str(Seat.State(self.target).label)
