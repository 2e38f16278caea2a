"""A second expert who comes to a session: named by the team beforehand, free at its hour."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.booking import letters
from coaching.booking.checks import moved_on
from coaching.booking.locking import lock_people, locked
from coaching.booking.moving import booking_in
from coaching.booking.second_hours import settle
from coaching.models import Booking, Expert
from core.locks import patient
from messaging.actions.letters import write_many
from people.busy import when_busy

if TYPE_CHECKING:
    from coaching.models import Slot


@patient
def bring(booking: Booking, second: Expert | None) -> Booking:
    """Let `second` come to a session, in place of whoever was to; or nobody. Idempotent.

    Raises ValidationError: 'moved' for a session that is not to come, 'second' for an expert who
    cannot come to it, 'taken' for one who has something else at its hour.
    """
    at = locked(booking.slot_id)
    row = booking_in(at, booking)
    if row.state != Booking.State.BOOKED or at.starts_at <= timezone.now():
        raise moved_on()
    before = row.beside
    if before == second:
        return row
    if second:
        lock_people([at], [row.person_id, second.user_id])
        _refuse(row, at, second)
    gone = letters.for_second(row, "expert_freed", row.version)
    Booking.objects.filter(pk=row.pk).update(beside=second)
    row.beside = second
    settle(before, at)
    settle(second, at)
    told = [*gone, *letters.for_second(row, "expert_booked", row.version)]
    # The session stays in its version: whoever is named a second time is told a second time.
    write_many([replace(each, key=f"{each.key}:{uuid4().hex}") for each in told])
    return row


def still_there(row: Booking, to: Slot) -> Expert | None:
    """The second expert of a session that moves to another hour, if they are free then too.

    They are held by the caller, with the people of the session.
    """
    second = row.beside
    return second if second and second.pk != to.expert_id and _is_free(row, to, second) else None


def _refuse(row: Booking, at: Slot, second: Expert) -> None:
    fits = second.center_id == at.stop.center_id and second.state == Expert.State.ACTIVE
    if not fits or second.pk == at.expert_id or second.user_id in {None, row.person_id}:
        raise ValidationError(_("This expert cannot come to this session."), code="second")
    if not _is_free(row, at, second):
        sentence = _("This expert has something else at this hour.")
        raise ValidationError(sentence, code="taken")


def _is_free(row: Booking, at: Slot, second: Expert) -> bool:
    busy = when_busy([second.user_id] if second.user_id else [], at.starts_at, at.ends_at)
    return all(each.about == f"beside session {row.pk}" for each in busy)
