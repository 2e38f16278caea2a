"""What a stop plans for each theme, taken over by another stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needs.models import Plan
from programs.copying import Replaced, copied

if TYPE_CHECKING:
    from programs.models import Stop


def copy(source: Stop, target: Stop) -> None:
    """As many sessions, seats and hours are planned at `target` as at `source`."""
    Plan.objects.filter(stop=target).delete()
    Plan.objects.bulk_create(
        [copied(plan, stop=target) for plan in Plan.objects.filter(stop=source)]
    )


def replaced(stop: Stop) -> Replaced:
    """What it plans."""
    return Replaced([Plan.objects.filter(stop=stop)])
