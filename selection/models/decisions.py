"""What is decided about a file: prepared in secret, published once, asked again."""

from __future__ import annotations

from typing import Self

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.candidacy import Application
from people.models import User
from programs.models import Stop


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Questions about many decisions."""

    def of_stop(self, stop: Stop) -> Self:
        """Those about the files of `stop`."""
        return self.filter(application__stop=stop)

    def prepared(self) -> Self:
        """Those that nobody outside knows of yet, of files that can still be decided."""
        return self.filter(
            published_at__isnull=True, application__state=Application.State.SUBMITTED
        )

    def going_out(self) -> Self:
        """Those of them that are published with the others: nobody holds them back."""
        return self.prepared().filter(held_at__isnull=True)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(level=pghistory.Statement),
    pghistory.DeleteEvent(),
)
class Decision(models.Model):
    """What somebody decided about a file. Until it is published only the center knows."""

    class Outcome(models.TextChoices):
        ACCEPT = "accept", _("Accept")
        WAIT = "wait", _("Waiting list")
        DECLINE = "decline", _("Decline")

    STATES = {
        Outcome.ACCEPT: Application.State.ACCEPTED,
        Outcome.WAIT: Application.State.WAITING,
        Outcome.DECLINE: Application.State.DECLINED,
    }
    EVENTS = {  # the occasion on which its person is written to
        Outcome.ACCEPT: "accepted",
        Outcome.WAIT: "waiting_list",
        Outcome.DECLINE: "declined",
    }

    application = models.OneToOneField(
        Application, models.CASCADE, related_name="decision", verbose_name=_("application")
    )
    outcome = models.CharField(_("decision"), max_length=8, choices=Outcome)
    order = models.PositiveIntegerField(_("place in the waiting list"), null=True, blank=True)
    reasons = models.JSONField(_("criteria that were missing"), default=list, blank=True)
    note = models.CharField(_("why, for the team"), max_length=500, blank=True)
    by = models.ForeignKey(
        User, models.PROTECT, related_name="decisions", verbose_name=_("decided by")
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    prepared_at = models.DateTimeField(_("prepared"), default=timezone.now)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    # It stays behind when the others are published, until somebody releases it.
    held_at = models.DateTimeField(_("held back"), null=True, blank=True)
    held_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("held back by"),
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(
                name="who_is_declined_is_told_why", condition=~Q(outcome="decline") | ~Q(reasons=[])
            ),
            models.CheckConstraint(
                name="what_is_held_back_is_not_published",
                condition=Q(held_at__isnull=True, held_by__isnull=True)
                | Q(held_at__isnull=False, held_by__isnull=False, published_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                name="decision_prepared", fields=["outcome"], condition=Q(published_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.get_outcome_display()}"

    @property
    def event(self) -> str:
        """The occasion on which its person is written to."""
        return self.EVENTS[self.Outcome(self.outcome)]


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Appeal(models.Model):
    """That somebody who was declined asks to be read again, by another reviewer."""

    class Outcome(models.TextChoices):
        KEPT = "kept", _("The decision stays")
        ACCEPTED = "accepted", _("A place is offered")
        WAITING = "waiting", _("On the waiting list")

    application = models.OneToOneField(
        Application, models.CASCADE, related_name="appeal", verbose_name=_("application")
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    words = models.TextField(_("what the person adds"), max_length=1000, blank=True)
    reviewer = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appeals",
        verbose_name=_("reviewer"),
    )
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, blank=True)
    why = models.CharField(_("why, for the team"), max_length=500, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        verbose_name = _("second look")
        verbose_name_plural = _("second looks")
        constraints = [
            models.CheckConstraint(
                name="settled_second_look_has_its_reviewer",
                condition=Q(outcome="", settled_at__isnull=True)
                | (~Q(outcome="") & Q(settled_at__isnull=False, reviewer__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(name="second_look_waiting", fields=["asked_at"], condition=Q(outcome=""))
        ]

    def __str__(self) -> str:
        return str(self.application)
