"""What was done to many files at once, so that it can be undone; which files somebody ticked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import User

if TYPE_CHECKING:
    from datetime import datetime

UNDO = timedelta(seconds=10)  # how long the way back is shown
LATE = timedelta(seconds=20)  # what a slow line may take on top of it


class Pick(models.Model):
    """Files that somebody ticked, for a page that comes after: an export, a message to a group.

    It gives no right to them: whoever uses it sees those that they may see.
    """

    by = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("ticked by"))
    files = ArrayField(models.BigIntegerField(), verbose_name=_("files"))
    made_at = models.DateTimeField(_("ticked on"), default=timezone.now)

    class Meta:
        verbose_name = _("ticked files")
        verbose_name_plural = _("ticked files")

    def __str__(self) -> str:
        return str(self.pk)


class ActQuerySet(models.QuerySet["Act"]):
    """Questions about many acts."""

    def to_be_undone(self, user: User, now: datetime) -> Self:
        """What `user` did just now and may still take back."""
        return self.filter(by=user, undone_at__isnull=True, at__gt=now - UNDO - LATE)


class Act(models.Model):
    """One act on many files, with what stood there before and what stands there since."""

    class Kind(models.TextChoices):
        ASSIGNED = "assigned", _("Given to a colleague")
        LABELLED = "labelled", _("Label put on")
        UNLABELLED = "unlabelled", _("Label taken off")
        DECIDED = "decided", _("Decision prepared")

    by = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("done by"))
    kind = models.CharField(_("act"), max_length=10, choices=Kind)
    changes = models.JSONField(_("changes"), default=dict)
    count = models.PositiveIntegerField(_("files"))
    at = models.DateTimeField(_("done"), default=timezone.now)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    objects = ActQuerySet.as_manager()

    class Meta:
        verbose_name = _("act on several files")
        verbose_name_plural = _("acts on several files")

    def __str__(self) -> str:
        return self.get_kind_display()
