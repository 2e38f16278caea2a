"""The words of a stop's own, taken over by another stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from messaging.models import Wording
from programs.copying import Replaced, copied

if TYPE_CHECKING:
    from programs.models import Stop


def copy(source: Stop, target: Stop) -> None:
    """Every message is worded at `target` as at `source`."""
    Wording.objects.filter(stop=target).delete()
    own = Wording.objects.filter(stop=source)
    Wording.objects.bulk_create([copied(row, stop=target) for row in own])


def replaced(stop: Stop) -> Replaced:
    """Its words."""
    return Replaced([Wording.objects.filter(stop=stop)])
