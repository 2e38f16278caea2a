"""The postman claims waiting messages in blocks, hands each over once, and keeps the outcome."""

import logging
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError

from core.calling import NotSent, UnknownFate
from core.composed import Composed, ComposedUpdate, slot
from core.tasks import shared_task
from messaging import installation
from messaging.channels import base as channels
from messaging.hours import Calendar, next_moment
from messaging.models import Message, Preference
from messaging.models.outbox import MessageQuerySet
from messaging.tasks import settling
from messaging.tasks.settling import ATTEMPTS, MAYBE_ARRIVED, NOT_IN_TIME
from messaging.unwanted import too_late, unwanted, wanted

logger = logging.getLogger(__name__)

BLOCK = 500
LOOK = 0.5  # seconds after which what is urgent may overtake
ROUND = 60  # seconds after which a task takes no further block, so that a worker can be stopped
FIRST_PAUSE = timedelta(seconds=15)
# Seconds between tries to keep an outcome while the database is away.
PAUSES = (0.1, 0.4, 1, 2, 4, 8)
State = Message.State
CLAIM = """
WITH block AS MATERIALIZED ({block})
UPDATE messaging_message AS message SET lease = %s, lease_until = %s
FROM block WHERE message.id = block.id RETURNING message.due_at, message.id
"""


@dataclass(frozen=True)
class Block:
    """Messages that are ours until the lease is over: their numbers, as they are due."""

    lease: UUID
    numbers: tuple[int, ...] = ()
    last_due: datetime | None = None


def wake() -> None:
    """Ask for a delivery now. Without a broker, the next round of the clock delivers."""
    try:
        deliver_waiting.apply_async(retry=False, expires=ROUND)
    except BrokerError:
        logger.warning("The broker cannot be reached; waiting messages leave with the next round.")


def work() -> tuple[MessageQuerySet, ...]:
    """What a delivery would find."""
    now = timezone.now()
    return Message.objects.due(now), Message.objects.lost(now)


@shared_task(ignore_result=True)
def deliver_waiting() -> None:
    """Send the messages of one block, one after the other. Any number of these may run at once."""
    if not installation.may_send():
        logger.error(
            "This database was restored or moved: nothing leaves before `manage.py sending allow`."
        )
        return
    settling.give_back()
    if not Message.objects.due(timezone.now()).exists():
        return  # nothing of what follows finds anything
    settling.drop_unwanted()
    settling.postpone()
    look, until = time.monotonic() + LOOK, time.monotonic() + ROUND
    for turn, block in enumerate(blocks()):
        if not turn and len(block.numbers) == BLOCK:
            wake()  # another one of us takes the next block
        with _given_back(block) as left:
            while left:
                if time.monotonic() >= look:
                    _deliver_urgent()
                    look = time.monotonic() + LOOK
                deliver(left[0], block.lease)
                left.popleft()
        if time.monotonic() > until:
            return


def _deliver_urgent() -> None:
    """Let what is urgent overtake: a sign-in code waits for one message, not for a block."""
    while (block := claim(1, urgent=True)).numbers:
        with _given_back(block) as left:
            deliver(left[0], block.lease)
            left.popleft()


@contextmanager
def _given_back(block: Block) -> Iterator[deque[int]]:
    """What is left of a block, to be taken from; if the work breaks off, others take it at once."""
    left = deque(block.numbers)
    try:
        yield left
    finally:
        if left:
            waiting = Message.objects.filter(pk__in=left, lease=block.lease, state=State.NEW)
            _patiently(lambda: waiting.update(lease=None, lease_until=None))


def blocks() -> Iterator[Block]:
    """Block after block of what is due, each claimed when it is asked for."""
    block = claim()
    while block.numbers:
        yield block
        block = claim(since=block.last_due)  # what is due before is somebody's by now


@transaction.atomic
def claim(size: int = 0, *, urgent: bool = False, since: datetime | None = None) -> Block:
    """Take the next due messages, for as long as the lease lasts, in one statement."""
    now, name = timezone.now(), uuid4()
    waiting = wanted(Message.objects.due(now), now)
    if urgent:
        waiting = waiting.filter(urgent=True)
    if since:
        waiting = waiting.filter(due_at__gte=since)
    block = (
        waiting.order_by("due_at", "pk")
        .select_for_update(skip_locked=True, of=["self"])
        .values("id")[: size or BLOCK]
    )
    sql, values = block.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(CLAIM.format(block=sql), [*values, name, now + lease_time()])
        claimed = sorted(cursor.fetchall())
    return (
        Block(name, tuple(number for _due_at, number in claimed), claimed[-1][0])
        if claimed
        else Block(name)
    )


def lease_time() -> timedelta:
    """How long a worker has a message for itself: well beyond the time of one sending."""
    return timedelta(seconds=settings.MESSAGES_LEASE)


def deliver(number: int, lease: UUID) -> None:
    """Call the provider outside a transaction, once the call is committed; keep what comes of it.

    A worker that was stopped in between (a frozen machine) looks at two clocks and does not call:
    half of the lease must be left for the answer. Somebody else may have sent it by now.
    """
    began, elapsed = timezone.now(), time.monotonic()
    message = hand_over(number, lease)
    if message is None:
        return
    if (
        max(timezone.now() - began, timedelta(seconds=time.monotonic() - elapsed))
        >= lease_time() / 2
    ):
        _take_back(message)
        return
    try:
        provider_id = channels.send(message)
    except NotSent as refusal:
        _later(message, refusal.reason, again=not refusal.final, pause=refusal.retry_after)
    except UnknownFate:
        if channels.repeats_safely(message):
            _later(message, MAYBE_ARRIVED, again=True)
        else:
            _keep(message, State.PARKED, failure=MAYBE_ARRIVED)
    else:
        left = {"provider_id": provider_id, "body": message.body}  # a template is not what waited
        _keep(message, State.SENT, sent_at=timezone.now(), failure="", **left)


def _take_back(message: Message) -> None:
    """Unsent for certain: due again, no attempt used, unless somebody has decided otherwise."""
    _keep(message, State.NEW, attempts=message.attempts - 1, failure=message.failure)


def hand_over(number: int, lease: UUID) -> Message | None:
    """Commit that the provider is called; None when it is not ours any more, or must not leave."""
    now = timezone.now()
    mine = {"pk": number, "lease": lease, "now": now}
    message = WAITING.row(mine)
    if message is None:
        return None
    waiting = _waiting(**mine)
    decent = now if message.urgent else _decent(message, now)
    if decent > now:
        waiting.update(due_at=decent, lease=None, lease_until=None)
        return None
    change = {"attempts": message.attempts + 1, "handed_at": now, "lease_until": now + lease_time()}
    change |= {"state": State.SENDING, "moved_at": now}
    if not _handing(*channels.without_consent()).run(change, mine):
        too_late(waiting, now).move(State.FAILED, failure=NOT_IN_TIME)
        unwanted(waiting, now).move(State.DROPPED)
        return None
    message.attempts += 1
    return message


def _waiting(*, pk: Any, lease: Any, now: Any) -> MessageQuerySet:
    """One that waits, as long as it is ours."""
    return Message.objects.filter(pk=pk, lease=lease, state=State.NEW, lease_until__gt=now)


# A postman asks these of each of many thousand messages.
MINE: dict[str, Any] = {name: slot(name) for name in ("pk", "lease", "now")}
WAITING = Composed(lambda: _waiting(**MINE))


@cache
def _handing(*_without_consent: str) -> ComposedUpdate:
    """The move of one that waits and may leave to being sent; which may, hangs on the channels."""
    columns = ("state", "moved_at", "attempts", "handed_at", "lease_until")
    return ComposedUpdate(lambda: wanted(_waiting(**MINE), MINE["now"]), columns)


def _decent(message: Message, now: datetime) -> datetime:
    """The next moment at which its person may be disturbed."""
    wishes = (
        Preference.objects.filter(person=message.person_id).first() if message.person_id else None
    )
    own = (
        (wishes.quiet_from, wishes.quiet_until)
        if wishes and wishes.quiet_from and wishes.quiet_until
        else None
    )
    return next_moment(now, calendar=Calendar.load(), own=own)


def _later(message: Message, reason: str, *, again: bool, pause: timedelta | None = None) -> None:
    """Let it wait longer after each attempt, or as its provider asks; give up after the last."""
    if again and message.attempts < ATTEMPTS:
        due_at = timezone.now() + max(
            FIRST_PAUSE * 4 ** (message.attempts - 1), pause or FIRST_PAUSE
        )
        _keep(message, State.NEW, failure=reason, due_at=due_at)
    else:
        _keep(message, State.FAILED, failure=reason)


def _ours(message: Message) -> MessageQuerySet:
    return Message.objects.filter(pk=message.pk, lease=message.lease)


def _keep(message: Message, state: str, **outcome: Any) -> None:
    """Write down what came of the call, unless a status was quicker."""
    _patiently(lambda: _ours(message).move(state, **outcome))


def _patiently(change: Callable[[], int]) -> None:
    """Do it; a database that restarts is waited for."""
    for pause in PAUSES:
        try:
            change()
        except (OperationalError, InterfaceError):
            connection.close()
            time.sleep(pause)
        else:
            return
    change()
