"""Who of the team looks after a file, whoever reads and judges it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from people.models import User


class Responsible(models.Model):
    """The one colleague who looks after a file: calls its person, asks what is missing."""

    application = models.OneToOneField(
        Application, models.CASCADE, related_name="responsible", verbose_name=_("application")
    )
    person = models.ForeignKey(
        User, models.CASCADE, related_name="files_in_hand", verbose_name=_("colleague")
    )
    by = models.ForeignKey(
        User, models.SET_NULL, related_name="+", null=True, verbose_name=_("given by")
    )
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("colleague in charge of a file")
        verbose_name_plural = _("colleagues in charge of files")

    def __str__(self) -> str:
        return f"{self.application} · {self.person}"
