"""What somebody reads before they open a door: its versions, and what a door may show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.phones import as_dialled

if TYPE_CHECKING:
    from programs.models import Partner, Stop


class Shown(models.TextChoices):
    """One thing of a file that a partner may see, in the order of the pages."""

    NAME = "name", _("Name")
    PHONE = "phone", _("Telephone")
    KIND = "kind", _("Kind of entrepreneur")
    PROVINCE = "province", _("Province")
    THEME = "theme", _("Subject of the door")
    NEEDS = "needs", _("Needs by subject, of 100")
    PROJECT = "project", _("The project, in the words of its owner")


NAMED = {  # what a wording may name in braces
    "partner": _("the institution"),
    "center": _("the center of the stop, responsible for the data"),
    "contact": _("its e-mail, else its telephone"),
}


class DoorText(models.Model):
    """One wording of what a door means; a new wording is a new version, old ones stay."""

    version = models.PositiveSmallIntegerField(_("version"), unique=True)
    text = models.TextField(_("text"), max_length=2000)
    since = models.DateTimeField(_("in force since"), default=timezone.now)

    class Meta:
        verbose_name = _("text of the doors to partners")
        verbose_name_plural = _("texts of the doors to partners")
        ordering = ["-version"]

    def __str__(self) -> str:
        return str(self.version)

    def wording(self, stop: Stop, partner: Partner) -> str:
        """The text as a person of `stop` reads it who opens the door to `partner`."""
        center = stop.center
        words = {
            "partner": partner.name,
            "center": center.name,
            # numbers and addresses keep their direction in an Arabic line
            "contact": f"\u2068{center.email or as_dialled(center.phone) or center.name}\u2069",
        }
        text = self.text
        for name in NAMED:
            text = text.replace(f"{{{name}}}", words[name])
        return text

    @classmethod
    def in_force(cls) -> DoorText | None:
        """The newest wording."""
        return cls.objects.order_by("-version").first()
