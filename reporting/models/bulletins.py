"""Bulletins of a stop: what follows in words, and each one that was signed off."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import User
from programs.models import Stop

LONGEST = 700  # letters of what follows: the bulletin is one page


class WhatFollows(models.Model):
    """What the bulletin of a stop says of the time after it, in the two languages of its paper."""

    stop = models.OneToOneField(
        Stop, models.CASCADE, primary_key=True, related_name="what_follows", verbose_name=_("stop")
    )
    arabic = models.TextField(_("in Arabic"), max_length=LONGEST, blank=True)
    french = models.TextField(_("in French"), max_length=LONGEST, blank=True)
    version = models.PositiveIntegerField(default=0)  # raised at each change
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("what follows a stop")
        verbose_name_plural = _("what follows the stops")

    def __str__(self) -> str:
        return str(self.stop)


class BulletinQuerySet(models.QuerySet["Bulletin"]):
    """Questions about many bulletins."""

    def standing(self) -> Self:
        """Those that were not taken back; of a stop the newest of them is the one to be read."""
        return self.filter(withdrawn_at=None).order_by("-version")


class Bulletin(models.Model):
    """One version that was signed off: its words and numbers as they were, in each language.

    Nothing of its paper is stored: what stands on it makes the same bytes again.
    """

    stop = models.ForeignKey(Stop, models.CASCADE, related_name="bulletins", verbose_name=_("stop"))
    version = models.PositiveSmallIntegerField(_("version"))
    sheets = models.JSONField(_("what stands on it"))  # by language
    counted_at = models.DateTimeField(_("counted"))
    published_at = models.DateTimeField(_("published"), default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("taken back"), null=True)

    objects = BulletinQuerySet.as_manager()

    class Meta:
        verbose_name = _("bulletin")
        verbose_name_plural = _("bulletins")
        ordering = ["stop", "-version"]
        constraints = [
            models.UniqueConstraint(name="one_bulletin_per_version", fields=["stop", "version"]),
        ]

    def __str__(self) -> str:
        return f"{self.stop} · {self.version}"
