"""Which waiting messages must not leave any more; asked of the database before every sending."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from messaging.channels.base import without_consent
from messaging.models import OptOut, Preference, Topic
from people.models import Consent, ConsentText

if TYPE_CHECKING:
    from datetime import datetime

    from messaging.models.outbox import MessageQuerySet


def unwanted(messages: MessageQuerySet, now: datetime) -> MessageQuerySet:
    """Those that are too late, about what has changed since, or to somebody who asked for none."""
    unasked = Q(needed=False) & (_refused() | _reserved() | _taken_back())
    return messages.filter(Q(expires_at__lte=now) | changed() | unasked)


def too_late(messages: MessageQuerySet, now: datetime) -> MessageQuerySet:
    """Those that somebody wrote to one person: the writer is told, for nobody else would notice."""
    return messages.filter(expires_at__lte=now, author__isnull=False, broadcast=None)


def wanted(messages: MessageQuerySet, now: Any) -> MessageQuerySet:
    """Those that may leave."""
    welcome = Q(needed=True) | (~_refused() & ~_reserved() & ~_taken_back())
    return messages.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=now), ~changed(), welcome)


def changed() -> Exists:
    """Whether what a message is about has changed since it was written."""
    later = Q(over=True) | Q(version__gt=OuterRef("version"))
    return Exists(Topic.objects.filter(later, name=OuterRef("about")))


def _refused() -> Exists:
    return Exists(OptOut.objects.filter(address=OuterRef("address"), lifted_at__isnull=True))


def _reserved() -> Exists:
    return Exists(Preference.objects.filter(person=OuterRef("person"), only_needed=True))


def _taken_back() -> Q:
    """Who no longer agrees to be reminded at that stop; an e-mail asks no such consent."""
    reminders = Consent.objects.filter(
        person=OuterRef("person"),
        stop=OuterRef("stop"),
        text__purpose=ConsentText.Purpose.REMINDERS,
    )
    asks = ~Q(channel__in=without_consent())
    return asks & Exists(reminders.filter(withdrawn_at__isnull=False)) & ~Exists(reminders.live())
