"""Files that are of one person: joined, with a way back; and pairs that are of two people."""

from __future__ import annotations

import pghistory
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.candidacy import Application
from people.models import User


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Merge(models.Model):
    """That one file was joined to another. `before` is what the kept file said, for a way back."""

    kept = models.ForeignKey(
        Application, models.CASCADE, related_name="merges", verbose_name=_("file that stays")
    )
    merged = models.ForeignKey(
        Application, models.CASCADE, related_name="merged_into", verbose_name=_("file joined")
    )
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"), default=timezone.now)
    undone_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("taken back by")
    )
    undone_at = models.DateTimeField(_("taken back"), null=True)

    class Meta:
        verbose_name = _("joining of files")
        verbose_name_plural = _("joinings of files")
        constraints = [
            models.UniqueConstraint(
                name="joined_to_one_file", fields=["merged"], condition=Q(undone_at__isnull=True)
            ),
            models.CheckConstraint(name="joined_to_another_file", condition=~Q(kept=F("merged"))),
        ]

    def __str__(self) -> str:
        return f"{self.merged} → {self.kept}"


class Distinct(models.Model):
    """That two files which look alike are of two people. The smaller id comes first."""

    first = models.ForeignKey(
        Application, models.CASCADE, related_name="+", verbose_name=_("first")
    )
    second = models.ForeignKey(
        Application, models.CASCADE, related_name="+", verbose_name=_("second")
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("two people")
        verbose_name_plural = _("pairs of two people")
        constraints = [
            models.UniqueConstraint(name="one_pair_once", fields=["first", "second"]),
            models.CheckConstraint(name="smaller_id_first", condition=Q(first__lt=F("second"))),
        ]

    def __str__(self) -> str:
        return f"{self.first} / {self.second}"
