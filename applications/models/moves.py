"""Every move that a file made from one state to another."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.candidacy import Application
from people.models import User
from programs.models import Stop


class Move(models.Model):
    """That a file went from one state to another: who, when, why. Written once, never changed."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="moves", verbose_name=_("application"))
    stop = models.ForeignKey(Stop, models.PROTECT, related_name="+", verbose_name=_("stop"))
    origin = models.CharField(_("from"), max_length=10, choices=Application.State)
    target = models.CharField(_("to"), max_length=10, choices=Application.State)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    why = models.CharField(_("why"), max_length=500, blank=True)
    after = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="hop", verbose_name=_("follows from")
    )  # the move that freed the seat which this one took
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="undone", verbose_name=_("takes back")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        indexes = [
            models.Index(name="move_of_a_file", fields=["application", "-id"]),
            models.Index(name="move_of_a_stop", fields=["stop", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.get_target_display()}"
