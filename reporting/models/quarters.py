"""Which quarterly file of a partner was written to whom."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.links import SignedLink
from programs.models import Partner

LASTS = timedelta(days=60)
# Here, because models are there before any page is.
LINK = SignedLink("/quarter/", salt="reporting.models.quarters", lasts=LASTS)


class Quarter(models.Model):
    """One quarter's file for somebody of a partner: the row is there once it was written."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="quarters")
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="quarters")
    begins_on = models.DateField(_("first day"))  # of the quarter that is over
    written_at = models.DateTimeField(_("written"), default=timezone.now)

    class Meta:
        verbose_name = _("quarterly file")
        verbose_name_plural = _("quarterly files")
        constraints = [
            models.UniqueConstraint(
                name="one_file_a_quarter", fields=["user", "partner", "begins_on"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner} · {self.begins_on}"
