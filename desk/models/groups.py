"""Groups that are written to more than once, by name."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import User
from programs.models import Stop


class SavedGroup(models.Model):
    """The filters of a group of one stop. Who is in it is asked anew each time it is used."""

    stop = models.ForeignKey(
        Stop, models.CASCADE, related_name="saved_groups", verbose_name=_("stop")
    )
    name = models.CharField(_("name"), max_length=60)
    filters = models.JSONField(_("for whom"), default=dict)
    author = models.ForeignKey(
        User,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("saved by"),
    )
    changed_at = models.DateTimeField(_("changed on"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("saved group")
        verbose_name_plural = _("saved groups")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(name="one_saved_group_per_name", fields=["stop", "name"]),
        ]

    def __str__(self) -> str:
        return self.name
