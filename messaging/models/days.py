"""The days on which nobody is disturbed, and the hours of Ramadan: a table that staff can edit."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Period(models.Model):
    """Days of the calendar: a holiday, on which nothing leaves, or Ramadan with its own hours."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("Holiday: nothing is sent")
        RAMADAN = "ramadan", _("Ramadan: sent at other hours")

    kind = models.CharField(_("kind"), max_length=7, choices=Kind, default=Kind.HOLIDAY)
    name = models.CharField(_("name"), max_length=120)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    sends_from = models.TimeField(_("messages leave from"), null=True, blank=True)
    sends_until = models.TimeField(_("messages leave until"), null=True, blank=True)

    class Meta:
        verbose_name = _("day of the calendar")
        verbose_name_plural = _("calendar of messages")
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(
                name="one_period_per_kind_and_day", fields=["kind", "starts_on", "name"]
            ),
            models.CheckConstraint(
                name="period_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day cannot come before the first."),
            ),
            models.CheckConstraint(
                name="ramadan_has_hours",
                condition=~Q(kind="ramadan")
                | Q(sends_from__isnull=False, sends_until__gt=F("sends_from")),
                violation_error_message=_("Ramadan needs the hours between which messages leave."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.starts_on:%Y}"


class Year(models.Model):
    """A year whose days came from the library `holidays`, once: changes of the staff stay."""

    number = models.PositiveSmallIntegerField(primary_key=True)

    def __str__(self) -> str:
        return str(self.number)
