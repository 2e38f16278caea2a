"""What a provider told us: kept as it came, once, before anything is made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from messaging.channels.base import LONGEST_CODE
from people.models import User

if TYPE_CHECKING:
    from datetime import datetime


class InboundQuerySet(models.QuerySet["Inbound"]):
    """Questions about many arrivals."""

    def waiting(self) -> Self:
        """The unread whose time has come, the oldest first; what is broken holds nothing up."""
        return self.filter(done_at__isnull=True, failure="", due_at__lte=timezone.now()).order_by(
            "id"
        )

    def broken(self, *, since: datetime) -> Self:
        """Those of which nothing could be made: for whoever looks after the server."""
        return self.filter(arrived_at__gte=since).exclude(failure="")

    def unread_statuses(self) -> Self:
        """Statuses that may yet tell of a message: they wait, or nobody knows what they say."""
        return self.filter(Q(kind="status", done_at__isnull=True) | ~Q(failure=""))


class Inbound(models.Model):
    """One element of a webhook: a status, or a message. `key` is the provider's name for it."""

    key = models.CharField(max_length=250, unique=True)
    provider = models.CharField(max_length=LONGEST_CODE)  # the code of its channel
    kind = models.CharField(max_length=10)  # status, message
    payload = models.JSONField()
    arrived_at = models.DateTimeField(default=timezone.now)
    # Later than it arrived after a reading that failed.
    due_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)  # readings that failed
    done_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=200, blank=True)

    objects = InboundQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                name="arrival_waiting", fields=["id"], condition=Q(done_at__isnull=True, failure="")
            ),
            models.Index(name="arrival_broken", fields=["arrived_at"], condition=~Q(failure="")),
        ]

    def __str__(self) -> str:
        return self.key


class Correspondent(models.Model):
    """Somebody who writes by WhatsApp: known by Meta's id for our house, a telephone, or both."""

    user_id = models.CharField(max_length=150, unique=True, null=True, blank=True)
    # Meta's id over several businesses of ours.
    parent_id = models.CharField(max_length=150, blank=True, db_index=True)
    phone = models.CharField(max_length=16, unique=True, null=True, blank=True)
    person = models.ForeignKey(User, models.SET_NULL, related_name="+", null=True, blank=True)
    # Last by WhatsApp: we may write freely for 24 hours.
    wrote_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="correspondent_is_known",
                condition=Q(user_id__isnull=False) | Q(phone__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.phone or self.user_id or ""
