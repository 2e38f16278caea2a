"""What people say in conversations that a workshop could answer: marked by the team, by theme."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from messaging.models.conversations import Post
from people.models import User
from programs.models import Theme


class Idea(models.Model):
    """That a message is an idea for a workshop on a theme; it goes with the message."""

    post = models.OneToOneField(
        Post, models.CASCADE, primary_key=True, related_name="idea", verbose_name=_("message")
    )
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="+", verbose_name=_("theme"))
    by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("marked by")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("idea for a workshop")
        verbose_name_plural = _("ideas for workshops")

    def __str__(self) -> str:
        return f"{self.post_id} · {self.theme}"
