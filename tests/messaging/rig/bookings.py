"""Bookings that move while all falls over: the old reminder is never seen, the new one once."""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from datetime import timedelta
from threading import Thread
from typing import TYPE_CHECKING

from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from messaging.actions import put, revise
from messaging.models import Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

BOOKINGS = 20
WORD = "booking"


@contextmanager
def moving(seconds: float) -> Iterator[None]:
    """Remind of bookings for two thirds of the way, and move each on the way there.

    They move whatever is away at that moment.
    """
    due_at = timezone.now() + timedelta(seconds=seconds * 2 / 3)
    for number in range(BOOKINGS):
        remind(number, 1, due_at)
    thread = Thread(target=move_all, args=(seconds / 3, due_at))
    thread.start()
    try:
        yield
    finally:
        thread.join()


def remind(number: int, version: int, due_at: datetime) -> None:
    """Put one reminder of a booking into the outbox."""
    put(
        Message(
            key=f"{WORD}:{number}:v{version}",
            about=f"{WORD}:{number}",
            version=version,
            event="reminder",
            channel="sms",
            address=f"+2127{number:08}",
            language="fr",
            body=f"{WORD} {number} v{version}",
            due_at=due_at,
        )
    )


def move_all(within: float, due_at: datetime) -> None:
    """Move one booking after the other; what could not be written is written again."""
    for number in range(BOOKINGS):
        time.sleep(within / BOOKINGS)
        while not moved(number, due_at):
            time.sleep(0.2)
    connection.close()


def moved(number: int, due_at: datetime) -> bool:
    """Whether the booking and its new reminder were written, in one transaction."""
    with suppress(OperationalError, InterfaceError), transaction.atomic():
        revise(f"{WORD}:{number}", version=2)
        remind(number, 2, due_at)
        return True
    connection.close()
    return False


def seen_wrongly(times: dict[str, int]) -> int:
    """How many bookings were not reminded of exactly once, at the new time.

    Parked ones lie before a person.
    """
    messages = Message.objects.filter(key__startswith=f"{WORD}:").values_list(
        "pk", "version", "state"
    )
    echoes = [(f"message-{pk}", version, state) for pk, version, state in messages]
    wrong = [
        echo
        for echo, version, state in echoes
        if times.get(echo, 0) != version - 1 and not (version > 1 and state == Message.State.PARKED)
    ]
    return len(wrong) + abs(len(echoes) - 2 * BOOKINGS)
