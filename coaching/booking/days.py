"""A whole day of an expert moved in one act: whom an absence hits, and where each of them goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone

from coaching.booking import letters
from coaching.booking.asking import head_of_queue
from coaching.booking.checks import (
    moved_on,
    refuse_when_busy,
    refuse_when_gone,
    refuse_when_unreachable,
)
from coaching.booking.finding import Wish, free_slots
from coaching.booking.links import with_all
from coaching.booking.locking import lock_people, locked_all
from coaching.booking.moving import booking_in, change_slot, move
from coaching.booking.queue import answerable, answered_by
from coaching.booking.wishes import keeps_to_women
from coaching.models import Booking, BookingMove, Slot
from core.locks import patient

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from coaching.models import Expert
    from people.models import User

Pairs = list[tuple[Booking, Slot | None]]
State, Reason = Booking.State, BookingMove.Reason


@dataclass(frozen=True)
class Sent:
    """How many were offered another time, and how many wait as the first for the next one."""

    moved: int
    waiting: int


def hit_by(expert: Expert, first_on: date, last_on: date) -> list[Booking]:
    """The coming sessions of an expert that an absence on these days would hit, in order."""
    theirs = with_all().filter(expert=expert, state__in=Booking.TAKING)
    days = theirs.filter(slot__on__gte=first_on, slot__on__lte=last_on)
    return list(days.filter(starts_at__gt=timezone.now()).order_by("starts_at", "pk"))


def nearest(bookings: Iterable[Booking]) -> Pairs:
    """The free slot nearest to each session, with another expert or on another day; none twice.

    What the session was about, how its two meet and who speaks to whom stay as they are. Slots that
    nobody could confirm in time, or that stand between two of these sessions, are not looked at.
    """
    pairs: Pairs = []
    coming = list(bookings)
    away = {(each.expert_id, each.slot.on) for each in coming}
    free: dict[int, int] = {}
    for booking in coming:
        found = [
            slot
            for slot in answerable(free_slots(wish_of(booking), limit=200))
            if (slot.expert_id, slot.on) not in away and free.get(slot.pk, slot.free) > 0
        ]
        best = min(found, key=lambda slot: _distance(booking, slot), default=None)
        if best:
            free[best.pk] = free.get(best.pk, best.free) - 1
        pairs.append((booking, best))
    return pairs


@patient
def send_away(pairs: Sequence[tuple[Booking, Slot | None]], *, by: User, why: str = "") -> Sent:
    """Offer each of these people the other slot in one message, and close the slots they had.

    Whoever has none, or whose slot is gone meanwhile, waits as the first for the next one. Raises
    ValidationError('moved') when a session is not where it was looked at: nothing changes then.
    """
    keys = {each.slot_id for each, _slot in pairs} | {slot.pk for _each, slot in pairs if slot}
    slots = locked_all(*keys)
    rows = [(booking_in(slots[each.slot_id], each), slot) for each, slot in pairs]
    lock_people(slots.values(), [row.person_id for row, _slot in rows])
    done = [
        _offer(slots[row.slot_id], slots[slot.pk], row, by=by, why=why) if slot else False
        for row, slot in rows
    ]
    for (row, _slot), offered in zip(rows, done, strict=True):
        if not offered:
            _put_back(slots[row.slot_id], row, by=by, why=why)
    left = [each.slot_id for each, _slot in pairs]
    closed = {"state": Slot.State.CLOSED, "why": Slot.Why.ABSENT}
    Slot.objects.filter(pk__in=left).update(**closed)
    return Sent(sum(done), len(done) - sum(done))


def wish_of(booking: Booking) -> Wish:
    """What another hour of a session has to fit: what it is about, how and with whom they meet."""
    return Wish(
        booking.stop,
        booking.theme,
        modes=[booking.mode],
        experts=[booking.expert_id],
        woman=keeps_to_women(booking.participation, booking.expert),
        participation=booking.participation,
        instead=booking,
    )


def _distance(booking: Booking, slot: Slot) -> tuple[float, int]:
    return abs((slot.starts_at - booking.starts_at).total_seconds()), slot.pk


def _offer(was: Slot, to: Slot, row: Booking, *, by: User, why: str) -> bool:
    """Keep another slot for somebody until they answer; False where that cannot be."""
    until = answered_by(to)
    if row.state not in Booking.TAKING or row.person_id is None:
        raise moved_on()
    try:
        refuse_when_gone(to)
        refuse_when_unreachable(to, row.mode, row.phone)
        refuse_when_busy(to, row.person_id, but=row.pk)
    except ValidationError:
        return False
    if until is None:
        return False
    because = Reason.EXPERT_AWAY
    change_slot(was, to, row, State.OFFERED, by=by, reason=because, why=why, offered_until=until)
    letters.tell(row, "session_expert_away")
    return True


def _put_back(at: Slot, row: Booking, *, by: User, why: str) -> None:
    move(at, row, State.CANCELLED, by=by, reason=Reason.EXPERT_AWAY, why=why, offered_until=None)
    head_of_queue(row)
    letters.tell(row, "session_put_back")
