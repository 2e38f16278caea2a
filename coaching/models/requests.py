"""Who asks for a session and waits for a slot, and what a stop's team has set."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coaching.models.experts import Mode
from people.models import Participation, User
from programs.models import Stop, Theme


class Request(models.Model):
    """That somebody asks for a session and found no slot: served in the order of asking.

    `stage` counts how often a team was reminded of it (after 9, 21 and 45 days).
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("request", "Waits for a slot")
        OFFERED = "offered", pgettext_lazy("request", "A slot is offered")
        MET = "met", pgettext_lazy("request", "Has a session")
        TAKEN_BACK = "taken_back", pgettext_lazy("request", "Not interested any more")
        CLOSED = "closed", pgettext_lazy("request", "Told that nothing can be offered")

    MOVES = {
        State.WAITING: {State.OFFERED, State.MET, State.TAKEN_BACK, State.CLOSED},
        State.OFFERED: {State.WAITING, State.MET, State.TAKEN_BACK},
        State.MET: set[State](),
        State.TAKEN_BACK: set[State](),
        State.CLOSED: {State.WAITING},
    }
    LIVE = (State.WAITING, State.OFFERED)

    participation = models.ForeignKey(
        Participation, models.CASCADE, related_name="session_requests"
    )
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+")
    experts = ArrayField(models.BigIntegerField(), default=list, blank=True)  # wished, in order
    woman = models.BooleanField(_("by a woman"), default=False)
    modes = ArrayField(models.CharField(max_length=8, choices=Mode), default=list, blank=True)
    words = models.CharField(_("what is it about?"), max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    stage = models.PositiveSmallIntegerField(default=0, editable=False)
    refused = ArrayField(models.BigIntegerField(), default=list, blank=True)  # slots said no to
    at = models.DateTimeField(_("asked"), default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("request for a session")
        verbose_name_plural = _("requests for sessions")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_live_request_a_theme",
                fields=["participation", "theme"],
                condition=Q(state__in=("waiting", "offered")),
            )
        ]
        indexes = [
            models.Index(name="requests_that_wait", fields=["at"], condition=Q(state="waiting"))
        ]

    def __str__(self) -> str:
        return f"{self.participation} · {self.theme}"


class CoachingRules(models.Model):
    """What a stop has set: how many sessions a person may have, when a call comes first."""

    stop = models.OneToOneField(
        Stop, models.CASCADE, related_name="coaching_rules", primary_key=True
    )
    per_person = models.PositiveSmallIntegerField(
        _("sessions a person at most"), default=3, validators=[MinValueValidator(1)]
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("hours to say yes to an offered slot"),
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(168)],
    )
    silent_times = models.PositiveSmallIntegerField(
        _("calls without an answer before the team is told"),
        default=3,
        validators=[MinValueValidator(1)],
    )
    missed_times = models.PositiveSmallIntegerField(
        _("missed sessions after which the team calls before anything is booked"),
        default=2,
        validators=[MinValueValidator(1)],
    )

    class Meta:
        verbose_name = _("rules of coaching")
        verbose_name_plural = _("rules of coaching")

    def __str__(self) -> str:
        return str(self.stop)
