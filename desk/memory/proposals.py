"""A proposal of the earlier stop, and which stop that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from programs.models import Stop

if TYPE_CHECKING:
    from datetime import date

FEWEST = 5  # people or messages below whom a number is about somebody
MOST = 3  # proposals of a sort


@dataclass(frozen=True)
class Proposal:
    """What is proposed, why, with its numbers; a workshop also the day on which it would be."""

    kind: str
    about: str
    title: str
    why: str
    on: date | None = None


def earlier_stop(stop: Stop) -> Stop | None:
    """The stop of the same program whose applications opened last before those of `stop`."""
    before = Stop.objects.filter(program=stop.program_id, opens_at__lt=stop.opens_at)
    known = before.exclude(pk=stop.pk).exclude(state=Stop.State.PREPARED)
    return known.select_related("center__region").order_by("-opens_at", "-pk").first()


def share(part: int, whole: int) -> int:
    """So many of a hundred."""
    return round(100 * part / whole) if whole else 0
