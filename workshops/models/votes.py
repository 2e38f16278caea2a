"""Which day suits whom: the dates a center proposes for a workshop, and what people tap."""

from __future__ import annotations

from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Participation
from workshops.models.planned import Workshop

MOST = 4  # dates that are proposed for one workshop


class DateOptionQuerySet(models.QuerySet["DateOption"]):
    """Questions about many proposed dates."""

    def with_votes(self) -> Self:
        """Each with how many chose it, as `chosen`."""
        return self.annotate(chosen=models.Count("votes"))


class DateOption(models.Model):
    """A day and hour, of the zone of its workshop, that is proposed while the date is open."""

    workshop = models.ForeignKey(
        Workshop, models.CASCADE, related_name="date_options", verbose_name=_("workshop")
    )
    starts_on = models.DateField(_("day"))
    starts_clock = models.TimeField(_("hour"))

    objects = DateOptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposed date")
        verbose_name_plural = _("proposed dates")
        ordering = ["workshop", "starts_on", "starts_clock"]
        constraints = [
            models.UniqueConstraint(
                name="one_date_proposed_once", fields=["workshop", "starts_on", "starts_clock"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} {self.starts_clock:%H:%M}"

    @property
    def starts_at(self) -> datetime:
        """The moment that day and hour name."""
        zone = ZoneInfo(self.workshop.zone)
        return datetime.combine(self.starts_on, self.starts_clock, tzinfo=zone)


class DateVote(models.Model):
    """That a proposed date suits somebody best: one a person and workshop, changed by a tap."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="date_votes")
    option = models.ForeignKey(
        DateOption, models.CASCADE, related_name="votes", verbose_name=_("proposed date")
    )
    participation = models.ForeignKey(
        Participation,
        models.CASCADE,
        related_name="date_votes",
        verbose_name=_("participation"),
    )
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("vote on a date")
        verbose_name_plural = _("votes on dates")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_vote_a_person_and_workshop", fields=["workshop", "participation"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.participation} · {self.option}"
