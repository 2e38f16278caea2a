"""Every move that a file made from one state to another."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models.candidacy import Application
from core.lives import MoveLog
from programs.models import Stop


class Move(MoveLog):
    """A move of an application; `stop` stands here too: moves of a stop are read in their order."""

    STATES = Application.State

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="moves", verbose_name=_("application")
    )
    stop = models.ForeignKey(Stop, models.PROTECT, related_name="+", verbose_name=_("stop"))
    # The move that freed the seat which this one took.
    after = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="hop", verbose_name=_("follows from")
    )
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="undone", verbose_name=_("takes back")
    )

    class Meta:
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        indexes = [
            models.Index(name="move_of_a_file", fields=["application", "-id"]),
            models.Index(name="move_of_a_stop", fields=["stop", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.STATES(self.target).label}"
