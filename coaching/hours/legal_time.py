"""After a new decree on legal time: the clock of a session stays, its moment is reckoned anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import F

from coaching.booking.letters import subject
from coaching.hours.slots import LOCK
from coaching.models import Booking, Slot
from core.locks import hold, patient
from messaging.actions.outbox import revise

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Shifted:
    """A slot whose moment is another one by today's table of zones, and who has it."""

    slot: Slot
    was: datetime
    bookings: tuple[Booking, ...]


def shifted() -> list[Shifted]:
    """The coming slots whose clock stands for another moment than is kept, the soonest first."""
    rows = Slot.objects.coming().select_related("expert", "stop").order_by("starts_at", "pk")
    found = []
    for slot in rows.iterator(chunk_size=2000):
        was = slot.starts_at
        moments = slot.moments()
        if moments != (slot.starts_at, slot.ends_at):
            slot.starts_at, slot.ends_at = moments
            found.append((slot, was))
    taken = Booking.objects.filter(
        slot__in=[slot.pk for slot, _was in found], state__in=Booking.TAKING
    ).select_related("person", "expert")
    by_slot: dict[int, list[Booking]] = {}
    for booking in taken.order_by("pk"):
        by_slot.setdefault(booking.slot_id, []).append(booking)
    return [Shifted(slot, was, tuple(by_slot.get(slot.pk, ()))) for slot, was in found]


@patient
def recompute() -> list[Shifted]:
    """Give every coming slot, and what is booked in it, the moment of its clock.

    What moves later goes last first, what moves earlier first first: no two ever overlap meanwhile.
    """
    coming = Slot.objects.coming()
    hold(LOCK, coming.order_by().values_list("expert", flat=True).distinct())
    list(coming.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    found = shifted()
    later = [row for row in reversed(found) if row.slot.starts_at > row.was]
    sooner = [row for row in found if row.slot.starts_at < row.was]
    for row in (*later, *sooner):
        moments = {"starts_at": row.slot.starts_at, "ends_at": row.slot.ends_at}
        Slot.objects.filter(pk=row.slot.pk).update(**moments)
        for booking in row.bookings:
            _move(booking, moments)
    return found


def _move(booking: Booking, moments: dict[str, datetime]) -> None:
    """The same row at the other moment; reminders that were reckoned for the old one drop."""
    rows = Booking.objects.filter(pk=booking.pk)
    rows.update(**moments, version=F("version") + 1)
    revise(subject(booking.pk), version=booking.version + 1)


def affected(found: Iterable[Shifted]) -> list[tuple[Booking, datetime]]:
    """Whose session is at another moment, and at which it was."""
    return [(booking, row.was) for row in found for booking in row.bookings]
