"""How a stop wants its files to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selection.models import Selection

if TYPE_CHECKING:
    from programs.models import Stop


def rules_of(stop: Stop) -> Selection:
    """The rules of `stop`; those that hold before anybody wrote any."""
    return Selection.objects.filter(stop=stop).first() or Selection(stop=stop)
