"""The queue of a day at the center: whoever comes takes a number, and is called."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.links import keep_private
from programs.models import Stop

keep_private("/ticket/")  # here, because models are there before any page is


class QueueDay(models.Model):
    """That numbers are given out on a day; whoever gives one locks this row first."""

    stop = models.ForeignKey(
        Stop, models.CASCADE, related_name="queue_days", verbose_name=_("stop")
    )
    day = models.DateField(_("day"), default=timezone.localdate)
    last_number = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(_("closed"), null=True)

    class Meta:
        verbose_name = _("queue of a day")
        verbose_name_plural = _("queues of days")
        constraints = [models.UniqueConstraint(name="one_queue_a_day", fields=["stop", "day"])]

    def __str__(self) -> str:
        return f"{self.stop} · {self.day:%Y-%m-%d}"


class Ticket(models.Model):
    """A number in the queue of a day: who holds it is forgotten some days later."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("number", "Waits")
        CALLED = "called", pgettext_lazy("number", "Called")
        SEEN = "seen", pgettext_lazy("number", "Was received")
        GONE = "gone", pgettext_lazy("number", "Is not there")

    MOVES = {
        State.WAITING: {State.CALLED, State.GONE},
        State.CALLED: {State.SEEN, State.GONE, State.WAITING},
        State.SEEN: {State.CALLED},  # put right
        State.GONE: {State.WAITING},
    }
    BEFORE = (State.WAITING,)  # who stands before one

    queue = models.ForeignKey(QueueDay, models.CASCADE, related_name="tickets")
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("first name"), max_length=80, blank=True)
    phone = models.CharField(_("mobile phone"), max_length=16, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="ar")
    key = models.UUIDField(unique=True)  # of the form: twice the same gives the same number
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    version = models.PositiveSmallIntegerField(default=1)  # raised at each call
    taken_at = models.DateTimeField(_("taken"), default=timezone.now)
    called_at = models.DateTimeField(_("called"), null=True)

    class Meta:
        verbose_name = _("number in the queue of a day")
        verbose_name_plural = _("numbers in the queues of days")
        ordering = ["queue", "number"]
        constraints = [
            models.UniqueConstraint(name="one_ticket_a_number", fields=["queue", "number"]),
            models.UniqueConstraint(
                name="one_waiting_ticket_a_phone",
                fields=["queue", "phone"],
                condition=~Q(phone="") & Q(state__in=("waiting", "called")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.queue_id} · {self.number}"
