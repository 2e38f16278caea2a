"""How a stop wants its files to be read."""

from __future__ import annotations

from programs.models import Stop
from selection.models import Selection


def rules_of(stop: Stop) -> Selection:
    """The rules of `stop`, those that came with it; what holds before anybody wrote any."""
    if Stop.selection.is_cached(stop):
        return getattr(stop, "selection", None) or Selection(stop_id=stop.pk)
    return Selection.objects.filter(stop=stop).first() or Selection(stop_id=stop.pk)
