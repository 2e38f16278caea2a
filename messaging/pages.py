"""Long lists of messages, page by page: each is found by the place where the last one ended, whatever its number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from messaging.models import Message
    from messaging.models.outbox import MessageQuerySet

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SIZE = 20
CAP = 1000


@dataclass(frozen=True)
class Listed:
    """One page, and where the next begins (empty where there is none)."""

    rows: list[Message]
    after: str


def by_time(rows: MessageQuerySet, field: str, asked: str, *, newest: bool = False) -> Listed:
    """The page of `rows` after the place `asked`, in the order of `field`; the first when it names no place."""
    sign, turn = ("lt", "-") if newest else ("gt", "")
    place = _place(asked)
    if place:
        moment, pk = place
        beyond = Q(**{f"{field}__{sign}": moment}) | Q(**{f"pk__{sign}": pk})
        rows = rows.filter(beyond, **{f"{field}__{sign}e": moment})
    found = list(rows.order_by(f"{turn}{field}", f"{turn}pk")[: SIZE + 1])
    return Listed(found[:SIZE], _written(found[SIZE - 1], field) if len(found) > SIZE else "")


def _written(row: Message, field: str) -> str:
    moment: datetime = getattr(row, field)
    return f"{(moment - EPOCH) // timedelta(microseconds=1)}_{row.pk}"


def _place(written: str) -> tuple[datetime, int] | None:
    moment, _, pk = written.rpartition("_")
    try:
        return EPOCH + timedelta(microseconds=int(moment)), int(pk) % 2**63
    except (ValueError, OverflowError):
        return None


def counted(rows: MessageQuerySet) -> tuple[int, bool]:
    """How many there are, and whether there are more: nobody waits for a count of a million."""
    found = rows.order_by()[: CAP + 1].count()
    return min(found, CAP), found > CAP
