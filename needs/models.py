"""What a person needs: the scored questionnaire, the needs with their life, a stop's plans."""

from __future__ import annotations

from typing import Self

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications.models.candidacy import Application
from people.models import User
from programs.models import Stop, Theme
from questionnaires.models import Answered


class DiagnosisQuerySet(models.QuerySet["Diagnosis"]):
    """Questions about many diagnoses."""

    def visible_to(self, user: User) -> Self:
        """What `user` may open: of stops they work for, what an expert has in hand, their own."""
        mine = Q(application__applicant=user) | Q(expert=user)
        return self.filter(mine | Q(application__stop__in=user.stops_in_charge()))

    def finished(self) -> Self:
        """Those whose questions were all answered."""
        return self.filter(finished_at__isnull=False)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Diagnosis(Answered):
    """One person's answers at one moment, and their scores: 0 (no need) to 100, by theme code."""

    class Moment(models.TextChoices):
        START = "start", _("At the start")
        END = "end", _("At the end of the stop")
        LATER = "later", _("Later")

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="diagnoses", verbose_name=_("application")
    )
    moment = models.CharField(_("moment"), max_length=5, choices=Moment, default=Moment.START)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    expert = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="diagnoses_in_hand",
        verbose_name=_("expert who calls"),
    )
    entered_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        related_name="diagnoses_entered",
        verbose_name=_("entered by"),
    )
    scores = models.JSONField(_("need by theme"), default=dict, blank=True)
    begun_at = models.DateTimeField(_("begun"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = DiagnosisQuerySet.as_manager()

    class Meta:
        verbose_name = _("diagnosis")
        verbose_name_plural = _("diagnoses")
        constraints = [
            models.UniqueConstraint(
                name="one_diagnosis_per_moment", fields=["application", "moment"]
            )
        ]
        indexes = [
            models.Index(
                name="diagnosis_in_hand", fields=["expert"], condition=Q(finished_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.get_moment_display()}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Need(models.Model):
    """That a person needs support on a theme, how much, and what became of it."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("need", "Open")
        TREATED = "treated", _("Being treated")
        MET = "met", _("Met")
        DROPPED = "dropped", _("Dropped")

    LIVE = (State.OPEN, State.TREATED)

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="needs", verbose_name=_("application")
    )
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+", verbose_name=_("theme"))
    level = models.PositiveSmallIntegerField(
        _("how much, of 100"), validators=[MaxValueValidator(100)]
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    reason = models.CharField(_("reason of the correction"), max_length=240, blank=True)
    changed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("changed by")
    )
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        ordering = ["application", "-level", "theme"]
        constraints = [
            models.UniqueConstraint(name="one_need_per_theme", fields=["application", "theme"]),
            models.CheckConstraint(name="need_of_a_hundred", condition=Q(level__lte=100)),
            models.CheckConstraint(
                name="corrected_need_says_why", condition=Q(changed_by__isnull=True) | ~Q(reason="")
            ),
        ]
        indexes = [models.Index(name="need_by_theme", fields=["theme", "state"])]

    def __str__(self) -> str:
        return f"{self.application} · {self.theme}"


class Plan(models.Model):
    """What a stop plans for a theme: sessions of a workshop, seats in each, hours of coaching."""

    stop = models.ForeignKey(Stop, models.CASCADE, related_name="plans", verbose_name=_("stop"))
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+", verbose_name=_("theme"))
    sessions = models.PositiveSmallIntegerField(_("workshop sessions"), default=0)
    seats = models.PositiveSmallIntegerField(_("seats a session"), default=30)
    hours = models.PositiveSmallIntegerField(_("hours of coaching"), default=0)

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints = [
            models.UniqueConstraint(name="one_plan_per_theme", fields=["stop", "theme"]),
            models.CheckConstraint(name="a_session_has_seats", condition=Q(seats__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.stop} · {self.theme}"
