"""The private addresses at which somebody's own calendar reads that of a stop, or their seats."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.links import keep_private
from people.models import Participation, User
from programs.models import Stop

keep_private("/calendar/")  # here, because models are there before any page is


class CalendarFeed(models.Model):
    """One person's feed of one stop. Its key is known to them alone: here stands its digest."""

    user = models.ForeignKey(
        User, models.CASCADE, related_name="calendar_feeds", verbose_name=_("account")
    )
    stop = models.ForeignKey(
        Stop, models.CASCADE, related_name="calendar_feeds", verbose_name=_("stop")
    )
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        constraints = [
            models.UniqueConstraint(name="one_feed_a_person_and_stop", fields=["user", "stop"])
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.stop}"


class SeatFeed(models.Model):
    """That a participant made the address of their seats anew (`turn` counts), or took it away.

    Without a row the first address stands: it is signed, and needs none.
    """

    participation = models.OneToOneField(
        Participation,
        models.CASCADE,
        primary_key=True,
        related_name="seat_feed",
        verbose_name=_("participation"),
    )
    turn = models.PositiveIntegerField(_("made anew"), default=0)
    is_open = models.BooleanField(_("can be read"), default=True)

    class Meta:
        verbose_name = _("calendar feed of seats")
        verbose_name_plural = _("calendar feeds of seats")

    def __str__(self) -> str:
        return str(self.participation)
