"""The one lock of a workshop: whoever changes its seats, capacity or state takes its row first."""

from __future__ import annotations

from core.composed import Composed, slot
from workshops.models import Workshop

ROW = Composed(
    lambda: (
        Workshop.objects.select_for_update(of=("self",), no_key=True)
        .select_related("stop__center__region", "series")
        .filter(pk=slot("key"))
    )
)


def locked(pk: int) -> Workshop:
    """Lock the row of this workshop until the caller's transaction ends, and read it as it is then.

    Whoever needs two of them takes them in the order of their keys (`locked_all`).
    """
    row = next(ROW.rows({"key": pk}), None)
    if row is None:
        raise Workshop.DoesNotExist
    return row


def locked_all(*pks: int) -> dict[int, Workshop]:
    """Lock several, each once, in the one order in which nobody waits for each other."""
    return {pk: locked(pk) for pk in sorted(set(pks))}
