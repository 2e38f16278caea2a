"""What a decree on legal time does to sessions: the clock stays, the moment is reckoned anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coaching.hours.legal_time import affected, recompute, shifted

if TYPE_CHECKING:
    from collections.abc import Iterator


def after_decree(*, look: bool) -> Iterator[str]:
    """Each session that is at another moment, then how many slots are; `look` changes nothing."""
    found = shifted() if look else recompute()
    for booking, was in affected(found):
        at = booking.slot
        yield (
            f"session {booking.pk} · {at.on:%Y-%m-%d} {at.clock:%H:%M} ({at.zone}) · was "
            f"{was:%H:%M} UTC · {booking.person} · {booking.expert}"
        )
    yield f"{len(found)} slots {'would move' if look else 'have moved'}."
