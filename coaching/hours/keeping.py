"""Hours are kept, changed, taken out; what somebody has booked stands, or nothing changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from coaching.booking.checks import moved_on
from coaching.booking.days import hit_by, send_away
from coaching.hours.slots import (
    Made,
    lock_hours,
    lock_slots,
    lock_slots_and,
    make_slots,
    reopen,
    untouched,
)
from coaching.models import Absence, Expert, SingleDay, Slot, WeekRule
from core.locks import patient

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from coaching.booking.days import Sent
    from coaching.models import Booking
    from people.models import User

SHOWN = 5  # sessions that a refusal names


@patient
def keep(hours: WeekRule | SingleDay) -> Made:
    """Keep weekly hours or a single day, new or changed. Raises ValidationError('booked')."""
    return _changed(hours.expert, hours.save)


@patient
def take_out(hours: WeekRule | SingleDay) -> Made:
    """Take weekly hours or a single day out. Raises ValidationError('booked')."""
    return _changed(hours.expert, hours.__class__.objects.filter(pk=hours.pk).delete)


@patient
def be_absent(absence: Absence) -> Made:
    """Close the free slots of some days. What is booked there stands, until it is moved."""
    lock_hours(absence.expert)
    absence.save()
    return make_slots(absence.expert)


@patient
def be_away(
    expert: Expert,
    first: date,
    last: date,
    pairs: Sequence[tuple[Booking, Slot | None]],
    *,
    by: User,
) -> Sent:
    """The same for an expert who cannot come; whom it hits is offered the other slot of the pair.

    All of it or nothing. Raises ValidationError('moved') when a session is not where it was looked
    at, or another one was booked there. The absence is kept once.
    """
    lock_hours(expert)
    lock_slots_and(expert, [slot.pk for _booking, slot in pairs if slot])
    if {booking.pk for booking, _slot in pairs} != {
        each.pk for each in hit_by(expert, first, last)
    }:
        raise moved_on()
    if not expert.absences.filter(first_on__lte=first, last_on__gte=last).exists():
        be_absent(Absence(expert=expert, first_on=first, last_on=last))
    return send_away(pairs, by=by)


@patient
def come_after_all(absence: Absence) -> Made:
    """Take an absence back: its days open again."""
    expert = absence.expert
    lock_hours(expert)
    lock_slots(expert)
    Absence.objects.filter(pk=absence.pk).delete()
    reopen(expert, absence.first_on, absence.last_on)
    return make_slots(expert)


@patient
def shut(slot: Slot) -> None:
    """Close one free slot by hand. Raises ValidationError('booked') when somebody has it."""
    lock_hours(slot.expert)
    rows = Slot.objects.filter(pk=slot.pk, taken=0)
    if not rows.update(state=Slot.State.CLOSED, why=Slot.Why.HAND):
        raise ValidationError(_("Somebody has booked this hour."), code="booked")


@patient
def open_again(slot: Slot) -> None:
    """Open a slot that was closed by hand, as far as the hours of today say so."""
    lock_hours(slot.expert)
    closed = Slot.objects.filter(pk=slot.pk, state=Slot.State.CLOSED, why=Slot.Why.HAND)
    closed.update(why=Slot.Why.RULE)
    make_slots(slot.expert)


def _changed(expert: Expert, change: Callable[[], object]) -> Made:
    """Change the hours of an expert, unless a session that stood in them would not any more."""
    lock_hours(expert)
    lock_slots(expert)  # whoever books one of them has done so, or sees it closed
    before = untouched(expert)
    change()
    lost = before - untouched(expert)
    if lost:
        slots = Slot.objects.filter(pk__in=lost).order_by("starts_at")[:SHOWN]
        said = " · ".join(_said(slot) for slot in slots)
        sentence = _("Sessions are booked that would stand outside: %(sessions)s.")
        raise ValidationError(sentence % {"sessions": said}, code="booked")
    return make_slots(expert)


def _said(slot: Slot) -> str:
    start = localtime(slot.starts_at)
    return f"{date_format(start, 'SHORT_DATE_FORMAT')} {start:%H:%M}"
