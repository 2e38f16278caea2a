"""The postman: takes waiting messages out of the outbox, sends each once, and keeps what came of it."""

import logging
from datetime import datetime, timedelta

from celery import shared_task
from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, TextField, Value, When
from django.utils import timezone
from django.utils.translation import gettext_noop
from kombu.exceptions import OperationalError

from messaging.http import ways
from messaging.http.errors import NotSent, UnknownFate
from messaging.models import Message

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)  # well beyond the time that one sending may take
ATTEMPTS = 6
FIRST_PAUSE = timedelta(seconds=15)
MAYBE_ARRIVED = gettext_noop("Its fate is unknown: it may have arrived.")


def wake() -> None:
    """Ask for a delivery now. Without a broker the request goes on; the next round of the clock delivers."""
    try:
        deliver_waiting.apply_async(retry=False)
    except OperationalError:
        logger.warning("The broker cannot be reached; waiting messages leave with the next round.")


@shared_task(ignore_result=True)
def deliver_waiting() -> None:
    """Send every message that is due, one after the other. Any number of these may run at once."""
    settle_late()
    while message := claim():
        deliver(message)


def settle_late() -> None:
    """Close what came too late, and what a killed worker left behind and must not be sent a second time."""
    now = timezone.now()
    _close(Message.objects.due(now).filter(expires_at__lte=now), Message.State.DROPPED)
    left = Message.objects.due(now).filter(state=Message.State.SENDING)
    _close(left.exclude(ways.repeatable()), Message.State.FAILED, failure=MAYBE_ARRIVED)


@transaction.atomic
def claim() -> Message | None:
    """Take the next due message for ourselves, for as long as the lease lasts."""
    now = timezone.now()
    fresh = Message.objects.due(now).filter(Q(state=Message.State.NEW) | ways.repeatable())
    waiting = fresh.exclude(expires_at__lte=now).order_by("due_at", "pk")
    message = waiting.select_for_update(skip_locked=True, of=["self"]).first()
    if message is not None:
        message.attempts += 1
        message.state, message.lease_until = Message.State.SENDING, now + LEASE
        message.save(update_fields=["state", "attempts", "lease_until"])
    return message


def deliver(message: Message) -> None:
    """Send one claimed message with no transaction open, unless its lease ran out meanwhile."""
    ours = Message.objects.filter(pk=message.pk, attempts=message.attempts)
    if not ours.filter(state=Message.State.SENDING).update(lease_until=timezone.now() + LEASE):
        return
    try:
        ways.send(message)
    except NotSent as refusal:
        _later(ours, message, refusal.reason, again=not refusal.final)
    except UnknownFate:
        _later(ours, message, MAYBE_ARRIVED, again=ways.repeats_safely(message))
    else:
        _close(ours, Message.State.SENT, sent_at=timezone.now(), failure="")


def _later(ours: QuerySet[Message], message: Message, reason: str, *, again: bool) -> None:
    """Let the message wait longer after each attempt, or give it up with the reason that staff read."""
    if again and message.attempts < ATTEMPTS:
        pause = FIRST_PAUSE * 4 ** (message.attempts - 1)
        ours.update(state=Message.State.NEW, failure=reason, due_at=timezone.now() + pause, lease_until=None)
    else:
        _close(ours, Message.State.FAILED, failure=reason)


def _close(messages: QuerySet[Message], state: Message.State, **outcome: str | datetime) -> None:
    """Let nothing more happen to these messages. A sign-in code is forgotten, but in the demonstration's mailbox."""
    words = (
        F("body")
        if settings.DEMO
        else Case(When(secret=True, then=Value("")), default=F("body"), output_field=TextField())
    )
    messages.update(state=state, lease_until=None, body=words, **outcome)
