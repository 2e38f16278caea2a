"""That a night's comparison found counters that the raw tables do not say, until somebody looks."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AlarmQuerySet(models.QuerySet["Alarm"]):
    """Questions about many alarms."""

    def standing(self) -> Self:
        """Those that nobody has looked at, the oldest first."""
        return self.filter(seen_at__isnull=True).order_by("at")


class Alarm(models.Model):
    """How many facts and counters were wrong and were put right; and who has taken note of it."""

    at = models.DateTimeField(_("found"), default=timezone.now)
    facts = models.PositiveIntegerField(_("facts"))
    counts = models.PositiveIntegerField(_("counters"))
    seen_at = models.DateTimeField(_("noted"), null=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("noted by"),
    )

    objects = AlarmQuerySet.as_manager()

    class Meta:
        verbose_name = _("alarm of the counters")
        verbose_name_plural = _("alarms of the counters")
        default_permissions = ()
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} · {self.facts} · {self.counts}"
