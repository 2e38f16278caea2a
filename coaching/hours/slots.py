"""Hours become slots: rows that people book, opened and closed as the hours change.

A slot that somebody has is never touched. Whoever makes slots of an expert holds their lock, then
the rows of their coming slots, in the order of the keys.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from coaching.booking.second_hours import kept_from
from coaching.hours.packing import pack
from coaching.hours.planned import absent_days, overlap, planned
from coaching.models import Expert, Slot
from core.locks import hold, patient

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from coaching.models.slots import SlotQuerySet

__all__ = ["Made", "fill_hours", "lock_hours", "make_slots", "pack", "reopen", "untouched"]

LOCK = 0x686F75 << 40  # where the keys of these locks begin, among those of PostgreSQL
State, Why = Slot.State, Slot.Why
BY_HAND = (Why.HAND, Why.ABSENT)  # what only a hand closes, and only a hand opens
COLUMNS = (
    *("stop", "rule", "single_day", "on", "clock", "zone", "minutes", "starts_at", "ends_at"),
    *("modes", "place", "theme", "seats", "state", "why"),
)


@dataclass(frozen=True)
class Made:
    """How many slots were opened, how many closed, how many stay because somebody has them."""

    made: int
    closed: int
    kept: int


@patient
def make_slots(expert: Expert, *, until: date | None = None) -> Made:
    """Bring the coming slots of an expert to what their hours say; twice is harmless."""
    lock_hours(expert)
    rows = lock_slots(expert)
    kept = [slot for slot in rows if slot.taken]
    shut = [slot for slot in rows if not slot.taken and slot.why in BY_HAND]
    free = {
        slot.starts_at: slot
        for slot in sorted(rows, key=lambda slot: slot.state == State.OPEN)
        if not slot.taken and slot.why not in BY_HAND
    }
    wanted = planned(expert, until=until or timezone.localdate() + _horizon(expert))
    stand = [*kept, *shut]
    wanted = [slot for slot in wanted if not any(overlap(slot, each) for each in stand)]
    closed = _close(expert, free, {slot.starts_at for slot in wanted})
    made = _open(expert, free, wanted)
    return Made(made, closed, len(kept))


def fill_hours() -> int:
    """Make the slots of everybody who helps, one after the other; how many were opened."""
    helping = Expert.objects.filter(state=Expert.State.ACTIVE).order_by("pk")
    return sum(make_slots(expert).made for expert in helping)


def lock_hours(expert: Expert) -> None:
    """Let nobody else change the hours of an expert until the transaction ends."""
    hold(LOCK, [expert.pk])


def lock_slots(expert: Expert) -> list[Slot]:
    """The coming slots of an expert, held in the order of their keys, as who books holds them."""
    return _held(_coming(expert))


def lock_slots_and(expert: Expert, others: Collection[int]) -> None:
    """Hold slots of colleagues as well, all in that one order."""
    _held(_coming(expert) | Slot.objects.filter(pk__in=others))


def untouched(expert: Expert) -> set[int]:
    """The slots that somebody has, and that stand in the expert's hours as they are now."""
    taken = list(_coming(expert).filter(taken__gt=0))
    until = max((slot.on for slot in taken), default=timezone.localdate())
    stands = {(slot.starts_at, slot.ends_at) for slot in planned(expert, until=until, pausing=True)}
    return {slot.pk for slot in taken if (slot.starts_at, slot.ends_at) in stands}


def reopen(expert: Expert, first: date, last: date) -> None:
    """Let the slots of days that are no absence any more open again, by the next making."""
    days = _coming(expert).filter(on__range=(first, last), taken=0, why=Why.ABSENT)
    days.update(why=Why.RULE)


def _held(slots: SlotQuerySet) -> list[Slot]:
    return list(slots.select_for_update(of=("self",), no_key=True).order_by("pk"))


def _horizon(expert: Expert) -> timedelta:
    return timedelta(days=expert.horizon)


def _coming(expert: Expert) -> SlotQuerySet:
    return Slot.objects.coming().filter(expert=expert)


def _close(expert: Expert, free: Mapping[datetime, Slot], wanted: set[datetime]) -> int:
    """Close what is free and asked for by no hours any more; on days of absence it says so."""
    over = [slot for at, slot in free.items() if at not in wanted]
    days = [slot.on for slot in over]
    away = absent_days(expert, min(days), max(days)) if days else set[date]()
    absent = [slot.pk for slot in over if slot.on in away]
    others = [slot.pk for slot in over if slot.on not in away]
    count = 0
    for keys, why in ((absent, Why.ABSENT), (others, Why.RULE)):
        rows = Slot.objects.filter(pk__in=keys).exclude(state=State.CLOSED, why=why)
        count += rows.filter(state=State.OPEN).count()
        rows.update(state=State.CLOSED, why=why)
    return count


def _open(expert: Expert, free: Mapping[datetime, Slot], wanted: list[Slot]) -> int:
    """Open what is asked for, as it is asked for, but for the hours at which they are busy."""
    last = max((slot.ends_at for slot in wanted), default=None)
    busy = kept_from(expert, wanted[0].starts_at, last) if last else []
    changed, new, opened = [], [], 0
    for slot in wanted:
        if any(slot.starts_at < last and first < slot.ends_at for first, last in busy):
            slot.state, slot.why = State.CLOSED, Why.BUSY
        was = free.get(slot.starts_at)
        opens = slot.state == State.OPEN and (was is None or was.state != State.OPEN)
        opened += opens
        if was is None:
            new.append(slot)
        elif _told(was) != _told(slot):
            slot.pk = was.pk
            changed.append(slot)
    # what closes goes first: nothing may open over it
    changed.sort(key=lambda slot: slot.state == State.OPEN)
    Slot.objects.bulk_update(changed, COLUMNS)
    Slot.objects.bulk_create(new, ignore_conflicts=True)
    return opened


def _told(slot: Slot) -> tuple[object, ...]:
    keys = ("stop", "rule", "single_day", "theme")
    return tuple(getattr(slot, f"{name}_id" if name in keys else name) for name in COLUMNS)
