"""The words of a stop, where they differ from those of the house."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import User
from programs.models import Stop


class WordingQuerySet(models.QuerySet["Wording"]):
    """Questions about many wordings."""

    def visible_to(self, user: User) -> Self:
        """Those of the stops that `user` works on."""
        return self.filter(stop__in=user.stops_in_charge())


class Wording(models.Model):
    """How one stop says something; empty means the default. A placeholder: `{reference}`."""

    stop = models.ForeignKey(Stop, models.CASCADE, related_name="wordings", verbose_name=_("stop"))
    event = models.CharField(_("occasion"), max_length=40)
    short = models.CharField(_("SMS and WhatsApp"), max_length=500, blank=True)
    subject = models.CharField(_("subject of the e-mail"), max_length=120, blank=True)
    long = models.TextField(_("e-mail"), max_length=3000, blank=True)

    objects = WordingQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of a stop")
        verbose_name_plural = _("texts of a stop")
        ordering = ["stop", "event"]
        constraints = [
            models.UniqueConstraint(
                name="one_wording_per_event",
                fields=["stop", "event"],
                violation_error_message=_("This stop already has its own text for this occasion."),
            ),
        ]

    def __str__(self) -> str:
        return self.event
