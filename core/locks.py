"""How a transaction waits for others: one lock by its number, and once more where it was in vain.

Everything that writes into an exclusion constraint holds the number of what must not be in two
places first (a room, an expert's hours, people), and looks before it writes: two who only insert
at once may wait for each other. All locks of a transaction are taken in one order: the stop, rows
in the order of their keys, then numbers, the lowest first and of one family in one call.
"""

from __future__ import annotations

import random
import time
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _
from psycopg.errors import DeadlockDetected, LockNotAvailable, SerializationFailure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

P = ParamSpec("P")
R = TypeVar("R")

STUCK = (DeadlockDetected, LockNotAvailable, SerializationFailure)
TRIES = 3
PATIENCE = "3s"  # how long one try waits for one lock
PAUSE = 0.05  # seconds, before another try; by chance up to twice as long


def hold(family: int, keys: Iterable[int]) -> None:
    """Hold these numbers of a family until the transaction ends, each once, the lowest first."""
    wanted = sorted(set(keys))
    if not wanted:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s + key) FROM unnest(%s::bigint[]) AS key ORDER BY key",
            [family, wanted],
        )


def is_stuck(error: OperationalError) -> bool:
    """Whether others held what was wanted: nothing is broken, and nothing was written."""
    return isinstance(error.__cause__, STUCK)


def patient(action: Callable[P, R]) -> Callable[P, R]:
    """Make `action` one transaction that begins anew, twice at most, when others are in its way.

    Then it raises ValidationError('busy'). As a part of a larger transaction it is only that: the
    whole is repeated, not its end.
    """

    @wraps(action)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if connection.in_atomic_block:
            with transaction.atomic():
                return action(*args, **kwargs)
        return _tried(lambda: action(*args, **kwargs), left=TRIES)

    return run


def _tried(action: Callable[[], R], *, left: int) -> R:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
            return action()
    except OperationalError as stuck:
        if not is_stuck(stuck):
            raise
        if left == 1:
            sentence = _("Somebody else is changing the same thing just now. Please try again.")
            raise ValidationError(sentence, code="busy") from stuck
    time.sleep(PAUSE * (1 + random.random()))  # noqa: S311  no secret
    return _tried(action, left=left - 1)
