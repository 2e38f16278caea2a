"""What a decree on legal time does to workshops: the clock stays, the moment is reckoned anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshops.planning.legal_time import recompute, shifted

if TYPE_CHECKING:
    from collections.abc import Iterator


def after_decree(*, look: bool) -> Iterator[str]:
    """Each workshop that is at another moment, then how many; `look` changes nothing."""
    found = shifted() if look else recompute()
    for at, was in found:
        yield (
            f"workshop {at.stop.prefix}-W{at.number} · {at.starts_on:%Y-%m-%d} "
            f"{at.starts_clock:%H:%M} ({at.zone}) · was {was:%H:%M} UTC · {at.taken} seats"
        )
    yield f"{len(found)} workshops {'would move' if look else 'have moved'}."
