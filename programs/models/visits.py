"""How often the pages of a stop that lead to an application were looked at; nobody stands there."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from programs.models.stops import Stop


class Visit(models.Model):
    """How often a page of a stop was opened on a day, in a language, by the link of a campaign."""

    class Page(models.TextChoices):
        STOP = "stop", _("Page of the stop")
        FORM = "form", _("First page of the form")

    stop = models.ForeignKey(Stop, models.CASCADE, related_name="visits")
    page = models.CharField(max_length=4, choices=Page)
    day = models.DateField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    campaign = models.CharField(max_length=40, blank=True)
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("visits")
        verbose_name_plural = _("visits")
        constraints = [
            models.UniqueConstraint(
                name="one_count_of_visits",
                fields=["stop", "page", "day", "language", "campaign"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.stop} · {self.page} · {self.day}"
