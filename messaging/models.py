"""The outbox: a message is written with the change it tells of, and sent afterwards, once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import User
from programs.models import Stop

if TYPE_CHECKING:
    from datetime import datetime


class MessageQuerySet(models.QuerySet["Message"]):
    """Questions about many messages."""

    def visible_to(self, user: User) -> Self:
        """What `user` may read in the delivery log: those about their stops; a superuser, every one."""
        return self.all() if user.is_superuser else self.filter(stop__in=user.stops_in_charge())

    def due(self, now: datetime) -> Self:
        """Those to send now: waiting and due, or left behind by a worker whose lease is over."""
        return self.filter(
            Q(state=Message.State.NEW, due_at__lte=now) | Q(state=Message.State.SENDING, lease_until__lte=now),
        )


class Message(models.Model):
    """One text to one address. `key` says what it is about; writing it twice is harmless."""

    class Channel(models.TextChoices):
        EMAIL = "email", _("E-mail")
        SMS = "sms", _("SMS")

    class State(models.TextChoices):
        NEW = "new", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Not sent")
        DROPPED = "dropped", _("No longer needed")

    key = models.CharField(_("about"), max_length=120, unique=True)
    channel = models.CharField(_("way of sending"), max_length=8, choices=Channel)
    address = models.CharField(_("to"), max_length=254)
    person = models.ForeignKey(
        User,
        models.SET_NULL,
        related_name="messages",
        null=True,
        blank=True,
        verbose_name=_("person"),
    )
    stop = models.ForeignKey(
        Stop,
        models.SET_NULL,
        related_name="messages",
        null=True,
        blank=True,
        verbose_name=_("stop"),
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    subject = models.CharField(_("subject"), max_length=120, blank=True)
    body = models.TextField(_("text"))
    secret = models.BooleanField(_("sign-in code"), default=False, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.NEW)
    created_at = models.DateTimeField(_("written on"), default=timezone.now, editable=False)
    due_at = models.DateTimeField(_("to be sent from"), default=timezone.now)
    expires_at = models.DateTimeField(_("of no use after"), null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent on"), null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    failure = models.CharField(_("reason"), max_length=200, blank=True, editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at"]
        indexes = [
            models.Index(name="message_waiting", fields=["due_at"], condition=Q(state__in=["new", "sending"])),
            models.Index(name="message_newest", fields=["-created_at", "-id"]),
        ]

    def __str__(self) -> str:
        return self.key
