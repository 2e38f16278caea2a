"""What reached us, from a provider or by mail: kept as it came, once, before it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, Q
from django.utils import timezone

from messaging.channels.base import LONGEST_CODE
from messaging.models.conversations import Post
from people.models import User
from people.roles import CENTER_ROLES
from people.unnamed import unnamed
from programs.models import Stop

if TYPE_CHECKING:
    from datetime import datetime

MAIL, MACHINE = "mail", "machine"  # from a person, and from a program that writes by itself
WORDS = ("message", MAIL, MACHINE)  # kinds in which somebody may have written something


class InboundQuerySet(models.QuerySet["Inbound"]):
    """Questions about many arrivals."""

    def waiting(self) -> Self:
        """The unread whose time has come, the oldest first; what is broken holds nothing up."""
        return self.filter(done_at__isnull=True, failure="", due_at__lte=timezone.now()).order_by(
            "id"
        )

    def broken(self, *, since: datetime) -> Self:
        """Those of which nothing could be made: for whoever looks after the server."""
        return self.unread().filter(arrived_at__gte=since)

    def unread_statuses(self) -> Self:
        """Statuses that may yet tell of a message: they wait, or nobody knows what they say."""
        return self.filter(Q(kind="status") | ~Q(failure=""), done_at__isnull=True)

    def visible_to(self, user: User) -> Self:
        """What somebody wrote to a stop of `user`, or to none that is known: every center's.

        Once it stands in a conversation, it is of that stop alone. Nothing for whoever reads a file
        without names: an original may name its writer.
        """
        rows = self.filter(kind__in=WORDS)
        if user.is_superuser:
            return rows
        if not user.roles & {*CENTER_ROLES}:
            return self.none()
        stops = user.stops_in_charge()
        loose = Q(post__isnull=True) & (Q(stop__in=stops) | Q(stop__isnull=True))
        rows = rows.filter(loose | Q(post__thread__stop__in=stops))
        nameless = unnamed(user)
        return rows if nameless is None else rows.exclude(Exists(nameless))

    def unread(self) -> Self:
        """Of which nothing could be made, and with which nobody has done anything yet."""
        return self.exclude(failure="").filter(done_at__isnull=True)

    def settled(self) -> Self:
        """Put with a person, or set aside, by somebody of the staff."""
        return self.filter(settled_at__isnull=False)

    def by_machines(self) -> Self:
        """What programs wrote by themselves, as long as nobody has done anything with it."""
        return self.filter(kind=MACHINE, settled_at__isnull=True)

    def originals(self) -> Self:
        """Mails, and whatever staff put with a person: what their words were made of."""
        return self.filter(Q(raw__isnull=False) | Q(settled_at__isnull=False))


class Inbound(models.Model):
    """A mail, or one element of a webhook. `key` is the provider's name for it, or its digest."""

    key = models.CharField(max_length=250, unique=True)
    provider = models.CharField(max_length=LONGEST_CODE)  # the code of its channel
    kind = models.CharField(max_length=10)  # status, or one of WORDS
    payload = models.JSONField()  # of a mail: to whom it came, and what its head says
    raw = models.BinaryField(null=True)  # of a mail: its bytes
    stop = models.ForeignKey(Stop, models.CASCADE, related_name="+", null=True, blank=True)
    # What came of it; who takes that away takes the original along.
    post = models.ForeignKey(Post, models.CASCADE, related_name="arrivals", null=True, blank=True)
    arrived_at = models.DateTimeField(default=timezone.now)
    # Later than it arrived after a reading that failed.
    due_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)  # readings that failed
    done_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=200, blank=True)
    # By somebody of the staff, though it could not be read.
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, models.SET_NULL, related_name="+", null=True, blank=True)

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
