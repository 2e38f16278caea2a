"""Whoever comes too late is turned away before anything is locked; a form sent twice is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from coaching.booking.checks import refuse_when_gone, taken
from coaching.booking.links import with_all
from coaching.models import Booking, Slot
from core.composed import Composed
from core.composed import slot as later

if TYPE_CHECKING:
    import uuid

    from people.models import Participation

LOOK = "SELECT state = 'open' AND taken >= seats FROM coaching_slot WHERE id = %s"
OF_FORM = Composed(lambda: Booking.objects.filter(key=later("key")).only("participation", "slot"))


def look_first(slot: Slot, participation: Participation, key: uuid.UUID | None) -> Booking | None:
    """Turn away, by one statement and without a lock, who comes too late: a crowd does.

    What is read here was true at one moment after they asked. Whose form was sent twice gets what
    it gave the first time. The statement is written out: to build it costs more than to run it.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOOK, [slot.pk])
        [full] = cursor.fetchone()
    if not full:
        return None
    if key and (own := of_form(key, slot, participation)):
        return own
    raise taken()


def turn_away(slot: Slot) -> None:
    """The same for who has a session already."""
    if not Slot.objects.filter(pk=slot.pk).free().exists():
        refuse_when_gone(Slot.objects.select_related("expert").get(pk=slot.pk))


def of_form(key: uuid.UUID, at: Slot, participation: Participation) -> Booking | None:
    """What this form has made already. Raises ValidationError('form') when that was another."""
    known = OF_FORM.row({"key": key})
    if known is None:
        return None
    if (known.participation_id, known.slot_id) != (participation.pk, at.pk):
        sentence = _("This form was sent already. Please open the page again.")
        raise ValidationError(sentence, code="form")
    return with_all().get(pk=known.pk)
