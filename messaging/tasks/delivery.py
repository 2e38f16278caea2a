"""The postman: claims waiting messages in blocks, hands each to its provider once, and keeps what came of it."""

import logging
from collections.abc import Iterable
from datetime import timedelta
from uuid import uuid4

from celery import shared_task
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from kombu.exceptions import OperationalError

from messaging.http import ways
from messaging.http.errors import NotSent, UnknownFate
from messaging.models import Message
from messaging.models.outbox import MessageQuerySet
from messaging.tasks import settling
from messaging.tasks.settling import MAYBE_ARRIVED
from messaging.unwanted import unwanted, wanted

logger = logging.getLogger(__name__)

BLOCK = 500
ATTEMPTS = 6
FIRST_PAUSE = timedelta(seconds=15)
State = Message.State
CLAIM = """
WITH block AS MATERIALIZED ({block})
UPDATE messaging_message AS message SET lease = %s, lease_until = %s FROM block WHERE message.id = block.id
RETURNING message.*
"""


def wake() -> None:
    """Ask for a delivery now. Without a broker the request goes on; the next round of the clock delivers."""
    try:
        deliver_waiting.apply_async(retry=False)
    except OperationalError:
        logger.warning("The broker cannot be reached; waiting messages leave with the next round.")


@shared_task(ignore_result=True)
def deliver_waiting() -> None:
    """Send every message that is due, block by block. Any number of these may run at once."""
    settling.give_back()
    settling.drop_unwanted()
    while block := claim():
        if len(block) == BLOCK:
            wake()  # there is work for another one of us
        for message in block:
            _work(claim(urgent=True))  # a sign-in code waits for one message at most
            _work([message])


def _work(messages: Iterable[Message]) -> None:
    for message in messages:
        if hand_over(message):
            deliver(message)


@transaction.atomic
def claim(size: int = BLOCK, *, urgent: bool = False) -> list[Message]:
    """Take the next due messages for ourselves, for as long as the lease lasts; in the order in which they are due."""
    now = timezone.now()
    waiting = wanted(Message.objects.due(now), now)
    if urgent:
        waiting = waiting.filter(urgent=True)
    block = waiting.order_by("due_at", "pk").select_for_update(skip_locked=True, of=["self"]).values("id")[:size]
    sql, values = block.query.sql_with_params()
    claimed = Message.objects.raw(CLAIM.format(block=sql), [*values, uuid4(), now + lease()])
    return sorted(claimed, key=lambda message: (message.due_at, message.pk))


def lease() -> timedelta:
    """How long a worker has a message for itself: well beyond the time that one sending may take."""
    return timedelta(seconds=settings.MESSAGES_LEASE)


def ours(message: Message) -> MessageQuerySet:
    """The message, as long as nobody else took it."""
    return Message.objects.filter(pk=message.pk, lease=message.lease)


def hand_over(message: Message) -> bool:
    """Say, before the provider is called, that it is; False when the message is no longer ours, or to be sent."""
    now = timezone.now()
    waiting = ours(message).filter(state=State.NEW, lease_until__gt=now)
    change = {"attempts": F("attempts") + 1, "handed_at": now, "lease_until": now + lease()}
    if wanted(waiting, now).move(State.SENDING, **change):
        message.attempts += 1
        return True
    unwanted(waiting, now).move(State.DROPPED)
    return False


def deliver(message: Message) -> None:
    """Call the provider with no transaction open, and keep the outcome unless somebody settled it meanwhile."""
    try:
        provider_id = ways.send(message)
    except NotSent as refusal:
        later(message, refusal.reason, again=not refusal.final, pause=refusal.retry_after)
    except UnknownFate:
        if ways.repeats_safely(message):
            later(message, MAYBE_ARRIVED, again=True)
        else:
            ours(message).move(State.PARKED, failure=MAYBE_ARRIVED)
    else:
        ours(message).move(State.SENT, sent_at=timezone.now(), provider_id=provider_id, failure="")


def later(message: Message, reason: str, *, again: bool, pause: timedelta | None = None) -> None:
    """Let the message wait longer after each attempt, or as long as the provider asks, or give it up with a reason."""
    if again and message.attempts < ATTEMPTS:
        due_at = timezone.now() + max(FIRST_PAUSE * 4 ** (message.attempts - 1), pause or FIRST_PAUSE)
        ours(message).move(State.NEW, failure=reason, due_at=due_at)
    else:
        ours(message).move(State.FAILED, failure=reason)
