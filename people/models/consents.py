"""What people agreed to, in which version of its wording, and what they took back."""

from __future__ import annotations

from typing import Self

import pghistory
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.composed import Composed
from people.models.users import User
from people.phones import as_dialled
from programs.models import Stop


class ConsentTextQuerySet(models.QuerySet["ConsentText"]):
    """Questions about many texts."""

    def visible_to(self, user: User) -> Self:
        """Staff read every text; the centers answer for what people agree to."""
        return self.all() if user.is_staff else self.none()


class ConsentText(models.Model):
    """One wording of what people agree to; a new wording is a new version, old ones stay."""

    class Purpose(models.TextChoices):
        PROCESSING = "processing", _("Study of the application")
        REMINDERS = "reminders", _("Reminders by SMS or WhatsApp")
        SHARING = "sharing", _("Sharing with partners")

    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose)
    version = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("text"))
    since = models.DateTimeField(_("in force since"), default=timezone.now)

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")
        ordering = ["purpose", "-version"]
        constraints = [
            models.UniqueConstraint(name="one_text_per_version", fields=["purpose", "version"])
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.version}"

    def wording(self, stop: Stop) -> str:
        """The text as people of `stop` read it, with the names of those who answer for the data."""
        center = stop.center
        words = {
            "{center}": center.name,
            "{region}": center.region.name,
            # numbers and addresses keep their direction in an Arabic line
            "{contact}": f"\u2068{center.email or as_dialled(center.phone) or center.name}\u2069",
            "{declaration}": center.declaration or gettext("being registered"),
        }
        text = self.text
        for placeholder, word in words.items():
            text = text.replace(placeholder, word)
        return text

    @classmethod
    def in_force(cls) -> dict[str, ConsentText]:
        """The newest text of each purpose, by purpose."""
        return {text.purpose: text for text in IN_FORCE.rows({})}


IN_FORCE = Composed(lambda: ConsentText.objects.order_by("purpose", "-version").distinct("purpose"))


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Questions about many consents."""

    def live(self) -> Self:
        """Those that were not taken back."""
        return self.filter(withdrawn_at__isnull=True)

    def outdated(self) -> Self:
        """Live ones to a text that has been written anew since, to which they did not agree yet.

        They stay worth what they are: the person agreed to what they read.
        """
        newest = ConsentText.objects.order_by("purpose", "-version").distinct("purpose")
        in_force = self.model.objects.live().filter(text__in=newest.values("pk"))
        renewed = in_force.filter(
            person=OuterRef("person"),
            stop=OuterRef("stop"),
            text__purpose=OuterRef("text__purpose"),
        )
        return self.live().exclude(text__in=newest.values("pk")).filter(~Exists(renewed))


@pghistory.track()
class Consent(models.Model):
    """That a person agreed to one version of a text, or took it back."""

    person = models.ForeignKey(
        User, models.CASCADE, related_name="consents", verbose_name=_("person")
    )
    text = models.ForeignKey(
        ConsentText, models.PROTECT, related_name="consents", verbose_name=_("text")
    )
    stop = models.ForeignKey(Stop, models.PROTECT, related_name="consents", verbose_name=_("stop"))
    given_at = models.DateTimeField(_("given"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                name="one_live_consent_per_text",
                fields=["person", "text", "stop"],
                condition=Q(withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.text}"

    @property
    def wording(self) -> str:
        """What the person read when they agreed."""
        return self.text.wording(self.stop)
