"""How far a message to a group is, by the outbox: one statement for one message or for many."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Min
from django.utils.translation import gettext

from messaging.channels.base import BY_HAND
from messaging.models import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

State = Message.State
SHOWN = (  # what the bar shows, in its order: its name is that of the first state
    ("read", (State.READ,)),
    ("delivered", (State.DELIVERED,)),
    ("sent", (State.SENT,)),
    ("waiting", (State.NEW, State.SENDING, State.PREPARED)),
    ("parked", (State.PARKED,)),
    ("failed", (State.FAILED,)),
    ("dropped", (State.DROPPED,)),
)
MOVING = (State.NEW, State.SENDING, State.PREPARED)


@dataclass(frozen=True)
class Part:
    """One part of the bar: how many, where it begins and how wide it is, in hundredths."""

    code: str
    label: str
    count: int
    begin: float
    width: float


@dataclass
class Progress:
    """Where the messages of one broadcast are."""

    states: Counter[str] = field(default_factory=Counter)
    # Of those that were not sent, as the outbox gives them.
    reasons: Counter[str] = field(default_factory=Counter)
    by_hand: int = 0  # wait for somebody of the center
    next_at: datetime | None = None
    last_at: datetime | None = None

    @property
    def total(self) -> int:
        """All that were written."""
        return self.states.total()

    @property
    def gone(self) -> int:
        """Those that left."""
        return sum(self.states[state] for state in (State.SENT, State.DELIVERED, State.READ))

    @property
    def waiting(self) -> int:
        """Those that still wait."""
        return sum(self.states[state] for state in MOVING)

    @property
    def lost(self) -> int:
        """Those that were not sent, or of which nobody knows."""
        return self.states[State.FAILED] + self.states[State.PARKED]

    @property
    def causes(self) -> dict[str, int]:
        """Why some were not sent, in words."""
        return {
            gettext(reason) if reason else "–": count
            for reason, count in self.reasons.most_common()
        }

    @property
    def is_moving(self) -> bool:
        """Whether some still wait."""
        return self.waiting > 0

    @property
    def parts(self) -> list[Part]:
        """The bar."""
        parts, begin = [], 0.0
        for code, states in SHOWN:
            count = sum(self.states[state] for state in states)
            width = 100 * count / (self.total or 1)
            parts.append(Part(code, str(states[0].label), count, round(begin, 3), round(width, 3)))
            begin += width
        return parts


def progress(broadcasts: Iterable[int]) -> Mapping[int, Progress]:
    """The progress of each of these."""
    rows = Message.objects.filter(broadcast__in=list(broadcasts)).order_by()
    counted = rows.values("broadcast", "state", "failure", "channel").annotate(
        count=Count("pk"), first=Min("due_at"), last=Max("due_at")
    )
    progress_of: dict[int, Progress] = defaultdict(Progress)
    for row in counted:
        _add(progress_of[row["broadcast"]], row)
    return progress_of


def _add(total: Progress, row: Mapping[str, Any]) -> None:
    state, by_hand = row["state"], row["channel"] == BY_HAND
    total.states[state] += row["count"]
    if state == State.FAILED:
        total.reasons[row["failure"]] += row["count"]
    if state in MOVING and by_hand:
        total.by_hand += row["count"]
    elif state in MOVING:
        total.next_at = min(filter(None, [total.next_at, row["first"]]))
        total.last_at = max(filter(None, [total.last_at, row["last"]]))
