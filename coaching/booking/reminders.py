"""Reminders of a session, a day and an hour before, through the outbox.

Each is about its session at its version: one that moves or is given back drops those that have not
gone. Who booked only just now is not told what they know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from coaching.booking.letters import letter
from coaching.booking.links import with_all
from coaching.booking.occasions import DAY_BEFORE, HOUR_BEFORE
from coaching.models import Booking, BookingMove
from messaging.actions.letters import write_many
from messaging.models import Message
from messaging.reminding import KNOWN, Reminder, a_day_and_an_hour

if TYPE_CHECKING:
    from datetime import datetime

BLOCK = 1000
REMINDERS = a_day_and_an_hour(DAY_BEFORE, HOUR_BEFORE)


def remind(now: datetime) -> int:
    """Write what is due; how many messages are new. Twice the same is harmless."""
    return sum(_remind(each, now) for each in REMINDERS)


@transaction.atomic
def _remind(reminder: Reminder, now: datetime) -> int:
    said_yes = BookingMove.objects.filter(booking=OuterRef("pk"), target=Booking.State.BOOKED)
    lately = said_yes.filter(at__gt=F("booking__starts_at") - reminder.ahead - KNOWN)
    due = with_all().filter(
        ~Exists(lately),
        state=Booking.State.BOOKED,
        starts_at__gt=now + reminder.last,
        starts_at__lte=now + reminder.ahead,
    )
    letters = {each.key: each for each in (letter(row, reminder.event) for row in due)}
    told = set(Message.objects.filter(key__in=letters).values_list("key", flat=True))
    return write_many([each for key, each in letters.items() if key not in told][:BLOCK])
