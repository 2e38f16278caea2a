"""Counts by which limits are kept: in PostgreSQL, so that no cache that is away lets everybody in.

A count begins with the first time and ends a fixed while later, whatever comes in between. What is
counted is written down even where the transaction around it is taken back: a refusal counts too.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core.composed import Composed, slot
from core.models import Count

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from django.db.backends.base.base import BaseDatabaseWrapper

LIVE = Composed(lambda: Count.objects.filter(key=slot("key"), until__gt=slot("now")))
BLOCK = 5000  # rows that are forgotten at a time
COUNT_ONCE_MORE = """
INSERT INTO core_count AS kept (key, times, until) VALUES (%(key)s, %(more)s, %(until)s)
ON CONFLICT (key) DO UPDATE SET
    times = CASE WHEN kept.until <= %(now)s THEN 0 ELSE kept.times END + excluded.times,
    until = CASE WHEN kept.until <= %(now)s THEN excluded.until ELSE kept.until END
RETURNING times, until
"""


@dataclass(frozen=True)
class Counted:
    """How often it was, and when that is forgotten."""

    times: int
    until: datetime


def count(what: str, *, seconds: float, more: int = 1) -> Counted:
    """Count `what` once more, or `more` times, in one statement; any number may do so at once."""
    now = timezone.now()
    until = now + timedelta(seconds=seconds)
    times, until = _written({"key": _key(what), "more": more, "now": now, "until": until})
    return Counted(times, until)


def counted(what: str) -> Counted:
    """How often it was `what` until now, without counting."""
    now = timezone.now()
    kept = next(LIVE.rows({"key": _key(what), "now": now}), None)
    return Counted(kept.times, kept.until) if kept else Counted(0, now)


def take_back(what: str) -> None:
    """Once less: it was no attempt after all."""
    Count.objects.filter(key=_key(what), times__gt=0).update(times=F("times") - 1)


def forget(what: str) -> None:
    """Begin anew."""
    Count.objects.filter(key=_key(what)).delete()


def forget_what_is_over() -> int:
    """Remove the counts whose time is over, in blocks; how many there were."""
    now, gone = timezone.now(), 0
    while True:
        over = Count.objects.filter(until__lte=now).order_by("until").values("key")[:BLOCK]
        # Asked once more, because it may have begun anew meanwhile.
        removed, _ = Count.objects.filter(key__in=over, until__lte=now).delete()
        gone += removed
        if removed < BLOCK:
            return gone


def _key(what: str) -> str:
    """The name of a count in the table, from which nobody reads a telephone or an address."""
    return salted_hmac("core.counts", what, algorithm="sha256").hexdigest()


def _written(count: dict[str, Any]) -> tuple[int, datetime]:
    """Write it down for good: inside somebody's transaction, by a connection of its own."""
    if not connection.in_atomic_block:
        return _row(connection, count)  # one statement is a transaction of its own
    try:  # of a test this may be, which takes everything back
        with transaction.atomic(durable=True, savepoint=False):
            return _row(connection, count)
    except RuntimeError:  # Django's word for a transaction around this one
        with another_connection() as own:
            return _row(own, count)


def another_connection() -> AbstractContextManager[BaseDatabaseWrapper]:
    """One on which nothing is taken back by whoever counts; closed afterwards."""
    return closing(connection.copy())


def _row(database: BaseDatabaseWrapper, count: dict[str, Any]) -> tuple[int, datetime]:
    with database.cursor() as cursor:
        cursor.execute(COUNT_ONCE_MORE, count)
        times, until = cursor.fetchone()
        return times, until
