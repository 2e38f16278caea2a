"""What a stop made of what an earlier one has taught: taken over, or dismissed, each once."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import User
from programs.models import Stop


class Lesson(models.Model):
    """A proposal that somebody answered; `made` is what it wrote, to be undone."""

    class Kind(models.TextChoices):
        FORM = "form", _("The form")
        ASKED = "asked", _("Most asked")
        HOURS = "hours", _("Hours to avoid")
        WORDS = "words", _("Messages")
        WORKSHOP = "workshop", _("Workshops that worked")

    class State(models.TextChoices):
        TAKEN = "taken", _("Taken over")
        DISMISSED = "dismissed", _("Dismissed")

    stop = models.ForeignKey(Stop, models.CASCADE, related_name="lessons", verbose_name=_("stop"))
    source = models.ForeignKey(
        Stop, models.CASCADE, related_name="+", verbose_name=_("earlier stop")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    about = models.CharField(max_length=80)
    title = models.CharField(_("what was proposed"), max_length=300)
    state = models.CharField(_("answer"), max_length=9, choices=State)
    made = models.JSONField(default=dict)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        constraints = [
            models.UniqueConstraint(
                name="one_answer_per_lesson", fields=["stop", "source", "kind", "about"]
            ),
        ]

    def __str__(self) -> str:
        return self.title
