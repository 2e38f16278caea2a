"""One text to a group of people, in waves."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import User
from programs.models import Stop


class BroadcastQuerySet(models.QuerySet["Broadcast"]):
    """Questions about many broadcasts."""

    def visible_to(self, user: User) -> Self:
        """Those of the stops that `user` works on."""
        return self.filter(stop__in=user.stops_in_charge())


class Broadcast(models.Model):
    """A message to a filtered group of one stop: its texts, its readers, its waves' moments."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        STARTED = "started", _("Started")
        STOPPED = "stopped", _("Stopped")

    stop = models.ForeignKey(
        Stop, models.CASCADE, related_name="broadcasts", verbose_name=_("stop")
    )
    title = models.CharField(_("subject"), max_length=120)
    body = models.TextField(_("text"), max_length=1500)
    filters = models.JSONField(_("for whom"), default=dict, blank=True)
    start_at = models.DateTimeField(_("from"), null=True, blank=True)
    wave = models.PositiveSmallIntegerField(_("people in a wave"), default=50)
    pause = models.PositiveSmallIntegerField(_("minutes between two waves"), default=10)
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.DRAFT)
    author = models.ForeignKey(
        User,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("written by"),
        editable=False,
    )
    created_at = models.DateTimeField(_("written on"), default=timezone.now, editable=False)
    started_at = models.DateTimeField(_("started on"), null=True, blank=True, editable=False)
    stopped_at = models.DateTimeField(_("stopped on"), null=True, blank=True, editable=False)

    objects = BroadcastQuerySet.as_manager()

    class Meta:
        verbose_name = _("message to a group")
        verbose_name_plural = _("messages to groups")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title
