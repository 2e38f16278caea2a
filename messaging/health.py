"""How the queue of messages is, in numbers, and what in it needs a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Min, Q
from django.utils import timezone

from messaging.channels.base import BY_HAND
from messaging.models import Inbound, Message
from messaging.models.outbox import ECHO_TIME
from messaging.unwanted import wanted

if TYPE_CHECKING:
    from messaging.models.outbox import MessageQuerySet

State = Message.State
MINUTES, HOUR, WEEK = timedelta(minutes=5), timedelta(hours=1), timedelta(days=7)
A_PAGE = 20  # messages that need a person
LATE = timedelta(minutes=5)  # a healthy queue has nothing older


@dataclass(frozen=True)
class Failures:
    """Why messages were not sent in the last seven days, and how many."""

    reason: str  # English, to be translated; empty when none is known
    count: int


@dataclass(frozen=True)
class Health:
    """The queue now. A rate is what left in that time, by whatever channel."""

    due: int  # waiting though their time has come, and not for a hand
    oldest_due: datetime | None
    planned: int  # waiting for their time
    for_hands: int  # due and waiting for somebody's hand
    to_decide: int  # waiting for a person's decision
    in_minutes: int  # sent in the last five minutes
    in_hour: int  # sent in the last hour
    broken: int  # what arrived in the last seven days, from anybody, and could not be read or kept
    failures: tuple[Failures, ...]
    now: datetime

    @property
    def is_late(self) -> bool:
        """Whether something waits that should have left."""
        return self.oldest_due is not None and self.now - self.oldest_due > LATE

    @classmethod
    def of(cls, messages: MessageQuerySet) -> Health:
        """Counted among `messages`, in seven statements."""
        now = timezone.now()
        waiting = messages.filter(state=State.NEW).exclude(channel=BY_HAND)
        queue = waiting.aggregate(
            due=Count("pk", filter=Q(due_at__lte=now)),
            planned=Count("pk", filter=Q(due_at__gt=now)),
            oldest_due=Min("due_at", filter=Q(due_at__lte=now)),
        )
        rates = messages.filter(sent_at__gt=now - HOUR).aggregate(
            in_minutes=Count("pk", filter=Q(sent_at__gt=now - MINUTES)), in_hour=Count("pk")
        )
        failed = (
            messages.filter(state=State.FAILED, moved_at__gt=now - WEEK)
            .order_by()
            .values("failure")
        )
        reasons = failed.annotate(count=Count("pk")).order_by("-count", "failure")
        return cls(
            **queue,
            **rates,
            for_hands=for_hands(messages, now).count(),
            to_decide=to_decide(messages, now).count(),
            broken=Inbound.objects.broken(since=now - WEEK).count(),
            failures=tuple(Failures(row["failure"], row["count"]) for row in reasons),
            now=now,
        )


def for_hands(messages: MessageQuerySet, now: Any) -> MessageQuerySet:
    """What waits to be sent by hand, and is still wanted."""
    return wanted(
        messages.filter(channel=BY_HAND, state__in=[State.NEW, State.PREPARED], due_at__lte=now),
        now,
    )


def to_decide(messages: MessageQuerySet, now: Any) -> MessageQuerySet:
    """What needs a person: its fate is unknown, or it failed and nobody has decided since.

    A sign-in code is not among them: its reader asks for another one.
    """
    parked = Q(state=State.PARKED, handed_at__lte=now - ECHO_TIME)
    undecided = Q(decided_at__isnull=True) | Q(decided_at__lt=F("moved_at"))
    failed = Q(state=State.FAILED, moved_at__gt=now - WEEK) & undecided
    return messages.filter(parked | failed, secret=False)
