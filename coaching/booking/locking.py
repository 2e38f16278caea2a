"""The locks of a booking: whoever changes who has a slot takes its row first, then its people.

Rows in the order of their keys, then all people at once (`people.busy.lock`): nobody who keeps this
order ever waits for somebody who waits for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coaching.models import Slot
from core.composed import Composed, slot
from people import busy

if TYPE_CHECKING:
    from collections.abc import Iterable

HELD = Composed(
    lambda: (
        Slot.objects.filter(pk=slot("pk"))
        .select_for_update(of=("self",), no_key=True)
        .select_related("expert__user", "stop__center__region", "theme")
    )
)


def locked(pk: int) -> Slot:
    """Lock the row of this slot until the caller's transaction ends, and read it as it is then."""
    at = HELD.row({"pk": pk})
    if at is None:
        raise Slot.DoesNotExist
    return at


def locked_all(*pks: int) -> dict[int, Slot]:
    """Lock several, each once, in the one order in which nobody waits for each other."""
    return {pk: locked(pk) for pk in sorted(set(pks))}


def lock_people(slots: Iterable[Slot], people: Iterable[int | None]) -> None:
    """Hold these people and the experts of these slots: once in a transaction, after its rows."""
    busy.lock(*{each for each in (*people, *(at.expert.user_id for at in slots)) if each})
