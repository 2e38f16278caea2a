"""The outbox: a message is written with the change it tells of, and sent afterwards, once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import lives
from core.numbers import number
from messaging.channels.base import BY_HAND, LONGEST_CODE, Channel, channels, choices
from messaging.models.broadcasts import Broadcast
from messaging.models.conversations import Thread
from messaging.occasions import EVENTS
from people.models import User
from people.unnamed import named
from programs.models import Stop

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


ECHO_TIME = timedelta(minutes=5)  # within which the status of a message is heard, as a rule


class Installation(models.Model):
    """The one installation that may send. A copy has another fingerprint, and is silent."""

    fingerprint = models.CharField(max_length=64)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(name="one_home", condition=Q(pk=1))]

    def __str__(self) -> str:
        return self.fingerprint[:8]


class Topic(models.Model):
    """What messages are about, such as `booking:17`, and its changes: older words are dropped."""

    name = models.CharField(max_length=80, primary_key=True)
    version = models.BigIntegerField(default=0)
    over = models.BooleanField(default=False)  # nothing more is said about it

    def __str__(self) -> str:
        return self.name


ECHO = "message-"


class MessageQuerySet(models.QuerySet["Message"]):
    """Questions about many messages, and the one way by which they change their state."""

    def visible_to(self, user: User) -> Self:
        """What `user` may read in the delivery log: those of their stops; a superuser, all.

        A reviewer reads none to somebody whose file they still read without names.
        """
        if user.is_superuser:
            return self.all()
        blindly = named(user, person="person", address="address")
        return self.filter(blindly, stop__in=user.stops_in_charge())

    def echoed(self, echo: str) -> Self:
        """The one that `echo` names, whichever of its tries; none when it names no message."""
        return self.filter(
            pk=number(echo.removeprefix(ECHO).partition("-")[0]) if echo.startswith(ECHO) else 0
        )

    def due(self, now: datetime) -> Self:
        """Those to send now: waiting, due, and in the hands of no worker."""
        free = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
        return self.filter(free, state=Message.State.NEW, due_at__lte=now).exclude(channel=BY_HAND)

    def lost(self, now: datetime) -> Self:
        """Those whose worker is gone: it was sending them when its lease ended."""
        return self.filter(state=Message.State.SENDING, lease_until__lte=now)

    def needing_a_person(self, now: datetime) -> Self:
        """Those whose fate nobody knows, and no status has settled minutes after they were sent.

        A sign-in code needs nobody: its reader asks for another one.
        """
        return self.filter(state=Message.State.PARKED, handed_at__lte=now - ECHO_TIME, secret=False)

    def move(self, to: str, **outcome: Any) -> int:
        """Bring those that may go there into the state `to`, in one statement; how many did.

        What ends the work on a message takes it from the worker; a sign-in code is then forgotten,
        but in the demonstration, whose mailbox shows it.
        """
        if to == Message.State.PARKED:
            # The lease itself stays: the worker that holds it may yet know the outcome.
            outcome["lease_until"] = None
        elif to != Message.State.SENDING:
            outcome |= {"lease": None, "lease_until": None}
        if to in OVER and not settings.DEMO:
            left = Value(outcome["body"]) if "body" in outcome else F("body")
            outcome["body"] = _unless_secret(left, Value(""), models.TextField())
            outcome["context"] = _unless_secret(
                F("context"), Value({}, models.JSONField()), models.JSONField()
            )
        return lives.move(self, MOVES, to, **({"moved_at": timezone.now()} | outcome))


def _unless_secret(kept: F | Value, nothing: Value, kind: models.Field[Any, Any]) -> Case:
    return Case(When(secret=True, then=nothing), default=kept, output_field=kind)


class Message(models.Model):
    """One text to one address. `key` says what it is about; writing it is idempotent."""

    class State(models.TextChoices):
        NEW = "new", _("Waiting")
        SENDING = "sending", _("Being sent")
        PREPARED = "prepared", _("Prepared")  # by hand: opened in WhatsApp, not yet said to be sent
        SENT = "sent", _("Sent")
        DELIVERED = "delivered", _("Delivered")
        READ = "read", _("Read")
        FAILED = "failed", _("Not sent")
        PARKED = "parked", _("Unknown whether it arrived")
        DROPPED = "dropped", _("No longer needed")

    key = models.CharField(_("about"), max_length=120)
    event = models.CharField(_("occasion"), max_length=40)
    # What the placeholders of its text stand for.
    context = models.JSONField(default=dict, blank=True, editable=False)
    channel = models.CharField(_("way of sending"), max_length=LONGEST_CODE, choices=choices)
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
    thread = models.ForeignKey(
        Thread,
        models.SET_NULL,
        related_name="messages",
        null=True,
        blank=True,
        editable=False,
        db_index=False,
    )
    broadcast = models.ForeignKey(
        Broadcast, models.SET_NULL, related_name="messages", null=True, blank=True, editable=False
    )
    author = models.ForeignKey(
        User,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("written by"),
        editable=False,
        db_index=False,
    )
    decided_by = models.ForeignKey(
        User,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("decided by"),
        editable=False,
    )
    decided_at = models.DateTimeField(_("decided on"), null=True, blank=True, editable=False)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    subject = models.CharField(_("subject"), max_length=120, blank=True)
    body = models.TextField(_("text"))
    file = models.FileField(_("file"), upload_to="messages/", blank=True, editable=False)
    secret = models.BooleanField(_("sign-in code"), default=False, editable=False)
    urgent = models.BooleanField(_("at any hour"), default=False, editable=False)
    needed = models.BooleanField(
        _("even to those who asked for nothing else"), default=False, editable=False
    )
    # The name of a Topic; empty: of nothing.
    about = models.CharField(max_length=80, blank=True, editable=False)
    # Of the topic, when this was written.
    version = models.BigIntegerField(default=0, editable=False)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.NEW)
    created_at = models.DateTimeField(_("written on"), default=timezone.now, editable=False)
    due_at = models.DateTimeField(_("to be sent from"), default=timezone.now)
    expires_at = models.DateTimeField(_("of no use after"), null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    lease = models.UUIDField(null=True, blank=True, editable=False)  # whose lease it is
    # When a provider was last called.
    handed_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent on"), null=True, blank=True, editable=False)
    # When it came into its present state.
    moved_at = models.DateTimeField(_("changed on"), default=timezone.now, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    provider_id = models.CharField(max_length=200, blank=True, editable=False)
    failure = models.CharField(_("reason"), max_length=200, blank=True, editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(name="one_message_per_key", fields=["key"])]
        # No index knows the lease: claiming a block then changes rows in place, and no index.
        indexes = [
            models.Index(
                name="message_waiting",
                fields=["due_at", "id"],
                condition=Q(state="new") & ~Q(channel=BY_HAND),
            ),
            models.Index(
                name="message_urgent",
                fields=["due_at", "id"],
                condition=Q(state="new", urgent=True) & ~Q(channel=BY_HAND),
            ),
            models.Index(
                name="message_by_hand",
                fields=["stop", "due_at"],
                condition=Q(channel=BY_HAND, state__in=["new", "prepared"]),
            ),
            models.Index(
                name="message_sending", fields=["handed_at"], condition=Q(state="sending")
            ),
            models.Index(name="message_parked", fields=["handed_at"], condition=Q(state="parked")),
            models.Index(
                name="message_echoed",
                fields=["channel", "-handed_at"],
                condition=Q(state__in=["delivered", "read"]),
            ),
            models.Index(
                name="message_of_subject", fields=["about"], condition=Q(state="new") & ~Q(about="")
            ),
            models.Index(
                name="message_at_provider", fields=["provider_id"], condition=~Q(provider_id="")
            ),
            models.Index(name="message_to_address", fields=["address", "-id"]),
            models.Index(name="message_newest", fields=["-created_at", "-id"]),
            models.Index(
                name="message_of_thread", fields=["thread"], condition=Q(thread__isnull=False)
            ),
            models.Index(
                name="message_of_broadcast",
                fields=["broadcast"],
                condition=Q(broadcast__isnull=False),
            ),
            models.Index(
                name="message_of_author", fields=["author"], condition=Q(author__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        event = EVENTS.get(self.event)
        return str(event.name) if event else self.key

    @property
    def carrier(self) -> Channel:
        """The channel itself."""
        return channels()[self.channel]

    @property
    def echo(self) -> str:
        """What a provider gives back when it speaks of this message, and its key of a repetition.

        Sent again because somebody decided so, a message has another one: it is no repetition.
        """
        again = f"-{self.decided_at.timestamp():.0f}" if self.decided_at else ""
        return f"{ECHO}{self.pk}{again}"


State = Message.State
ARRIVING = frozenset({State.SENT, State.DELIVERED, State.READ})
OVER = ARRIVING | {State.FAILED, State.DROPPED}  # nothing more is sent
MOVES: Mapping[State, frozenset[State]] = {  # the life of a message: from where to where
    # Arriving: by a status that came late.
    State.NEW: ARRIVING | {State.SENDING, State.PREPARED, State.FAILED, State.DROPPED},
    State.PREPARED: ARRIVING | {State.NEW, State.FAILED, State.DROPPED},
    State.SENDING: ARRIVING | {State.NEW, State.PARKED, State.FAILED},
    State.PARKED: ARRIVING | {State.NEW, State.FAILED},
    State.SENT: frozenset({State.DELIVERED, State.READ, State.FAILED}),
    State.DELIVERED: frozenset({State.READ}),
    State.READ: frozenset(),
    State.FAILED: frozenset({State.NEW, State.DELIVERED, State.READ}),
    State.DROPPED: ARRIVING,  # sent: by a hand that had opened it before
}
