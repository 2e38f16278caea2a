"""Somebody stops taking part in a stop: what each room gives back first, found by looking.

`hold(participation)` of a room's `leaving.py` locks the rows of what they hold there, so that of
all rooms rows come before the person. Then `leaving(participation, by)` runs, in the transaction
that deletes the participation with all that hangs on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.rooms import offered
from people.busy import lock

if TYPE_CHECKING:
    from people.models import Participation, User


def leave(participation: Participation, *, by: User | None) -> None:
    """Give back what the rooms hold for them, then delete the participation."""
    for hold in offered("leaving", "hold"):
        hold(participation)
    lock(participation.person_id)
    for leaving in offered("leaving", "leaving"):
        leaving(participation, by=by)
    participation.delete()
