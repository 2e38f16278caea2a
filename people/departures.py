"""Somebody stops taking part in a stop: what each room gives back first, found by looking.

`leaving(participation, by)` of a room's `leaving.py` runs in the transaction that then deletes the
participation, with all that hangs on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.rooms import offered

if TYPE_CHECKING:
    from people.models import Participation, User


def leave(participation: Participation, *, by: User | None) -> None:
    """Give back what the rooms hold for them, then delete the participation."""
    for leaving in offered("leaving", "leaving"):
        leaving(participation, by=by)
    participation.delete()
