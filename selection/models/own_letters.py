"""A letter of decision that says something else to one person than to all others."""

from __future__ import annotations

import pghistory
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import User
from selection.models.decisions import Decision


@pghistory.track(pghistory.DeleteEvent())  # what was dropped comes back with its decision
class OwnLetter(models.Model):
    """The words for one person, with the placeholders of the occasion; an empty one is as usual.

    `usual` keeps the words that stood there when they were changed, by field.
    """

    decision = models.OneToOneField(
        Decision, models.CASCADE, related_name="own_letter", verbose_name=_("decision")
    )
    event = models.CharField(_("occasion"), max_length=40)
    short = models.CharField(_("SMS and WhatsApp"), max_length=500, blank=True)
    subject = models.CharField(_("subject of the e-mail"), max_length=120, blank=True)
    long = models.TextField(_("e-mail"), max_length=3000, blank=True)
    usual = models.JSONField(default=dict)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("changed by"))
    at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("letter of one’s own")
        verbose_name_plural = _("letters of one’s own")

    def __str__(self) -> str:
        return str(self.decision)

    @property
    def texts(self) -> dict[str, str]:
        """What it says instead of the usual words, by field."""
        texts = {"short": self.short, "subject": self.subject, "long": self.long}
        return {field: text for field, text in texts.items() if text}
