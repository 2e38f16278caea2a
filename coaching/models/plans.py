"""A plan of who meets whom, proposed for a whole stop, looked at, changed, carried out."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from coaching.models.bookings import Booking
from coaching.models.experts import Mode
from coaching.models.slots import Slot
from people.models import Participation, User
from programs.models import Stop, Theme

NEAR = 0.01  # of the best plan: what the page says in words


class MatchPlan(models.Model):
    """One proposal: how many needs it meets, beside first come, first served; in how long."""

    class State(models.TextChoices):
        WANTED = "wanted", pgettext_lazy("plan", "Being computed")
        PROPOSED = "proposed", pgettext_lazy("plan", "Proposed")
        CONFIRMED = "confirmed", pgettext_lazy("plan", "Being booked")
        APPLIED = "applied", pgettext_lazy("plan", "Carried out")
        DROPPED = "dropped", pgettext_lazy("plan", "Put aside")

    MOVES = {
        State.WANTED: {State.PROPOSED, State.DROPPED},
        State.PROPOSED: {State.CONFIRMED, State.DROPPED},
        State.CONFIRMED: {State.APPLIED},
        State.APPLIED: set[State](),
        State.DROPPED: set[State](),
    }

    stop = models.ForeignKey(Stop, models.CASCADE, related_name="match_plans")
    first_on = models.DateField(_("from the day"))
    last_on = models.DateField(_("to the day"))
    state = models.CharField(max_length=9, choices=State, default=State.WANTED)
    people = models.PositiveIntegerField(default=0)  # who need something
    needs = models.PositiveIntegerField(default=0)
    hours = models.PositiveIntegerField(default=0)  # seats that are free in these days
    met = models.PositiveIntegerField(default=0)
    met_in_turn = models.PositiveIntegerField(default=0)  # first come, first served
    is_best = models.BooleanField(default=False)  # proven
    gap = models.FloatField(default=0.0)  # how far from the best it may be at most, of 1
    seconds = models.FloatField(default=0.0)
    heard_at = models.DateTimeField(null=True)  # of the worker that computes or books
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("plan of sessions")
        verbose_name_plural = _("plans of sessions")
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(name="plan_lasts", condition=Q(first_on__lte=F("last_on"))),
            models.UniqueConstraint(
                name="one_live_plan_a_stop",
                fields=["stop"],
                condition=Q(state__in=("wanted", "proposed", "confirmed")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stop} · {self.made_at:%Y-%m-%d %H:%M}"

    @property
    def is_near(self) -> bool:
        """Whether no other plan is better by more than one part in a hundred."""
        return self.gap <= NEAR


class MatchLine(models.Model):
    """One meeting of a plan: whom, at which slot, on what, and why this one."""

    class State(models.TextChoices):
        KEPT = "kept", pgettext_lazy("plan", "Kept")
        PUT_OUT = "put_out", pgettext_lazy("plan", "Taken out")
        BOOKED = "booked", pgettext_lazy("plan", "Booked")
        REFUSED = "refused", pgettext_lazy("plan", "Could not be booked")

    plan = models.ForeignKey(MatchPlan, models.CASCADE, related_name="lines")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="+")
    slot = models.ForeignKey(Slot, models.CASCADE, null=True, related_name="+")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+")
    mode = models.CharField(max_length=8, choices=Mode)
    level = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(100)])
    reasons = models.JSONField(default=list)  # codes, said on the page: need, wish, again, province
    state = models.CharField(max_length=8, choices=State, default=State.KEPT)
    refusal = models.CharField(max_length=240, blank=True)  # as the source says it
    clash = models.CharField(max_length=240, blank=True)  # what it names
    booking = models.OneToOneField(Booking, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("line of a plan")
        verbose_name_plural = _("lines of plans")
        ordering = ["plan", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_line_a_person_and_theme", fields=["plan", "participation", "theme"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.participation} · {self.theme}"

    @property
    def why(self) -> str:
        """Why it could not be booked, in the language of whoever reads it."""
        said = gettext(self.refusal) if self.refusal else ""
        return said % {"title": gettext(self.clash)} if self.clash else said
