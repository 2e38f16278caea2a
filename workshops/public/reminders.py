"""Reminders of a seat, a day and an hour before, through the outbox.

Each is about its seat at its version: one that moves, is left or has another hour drops those that
have not gone. Who took the seat only just now is not told what they know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import override

from messaging.actions.letters import Letter, Reader, write_many
from messaging.models import Message
from messaging.reminding import KNOWN, Reminder, a_day_and_an_hour
from workshops.models import Seat, SeatMove, Workshop
from workshops.public.occasions import DAY_BEFORE, HOUR_BEFORE
from workshops.seats.letters import subject, words
from workshops.seats.links import WITH_ALL

if TYPE_CHECKING:
    from datetime import datetime

BLOCK = 1000
REMINDERS = a_day_and_an_hour(DAY_BEFORE, HOUR_BEFORE)


def remind(now: datetime) -> int:
    """Write what is due; how many messages are new. Twice the same is harmless."""
    return sum(_remind(each, now) for each in REMINDERS)


@transaction.atomic
def _remind(reminder: Reminder, now: datetime) -> int:
    said_yes = SeatMove.objects.filter(seat=OuterRef("pk"), target=Seat.State.SEATED)
    lately = said_yes.filter(at__gt=F("seat__workshop__starts_at") - reminder.ahead - KNOWN)
    due = Seat.objects.filter(
        ~Exists(lately),
        state=Seat.State.SEATED,
        workshop__state=Workshop.State.PUBLISHED,
        workshop__starts_at__gt=now + reminder.last,
        workshop__starts_at__lte=now + reminder.ahead,
    ).select_related(*WITH_ALL, "workshop__venue")
    seats = {_key(reminder, seat): seat for seat in due.order_by("pk")}
    told = set(Message.objects.filter(key__in=seats).values_list("key", flat=True))
    new = [(key, seat) for key, seat in seats.items() if key not in told][:BLOCK]
    return write_many([_letter(reminder, key, seat) for key, seat in new])


def _key(reminder: Reminder, seat: Seat) -> str:
    """One for each hour that the workshop has had."""
    return f"{reminder.event}:{seat.pk}:{seat.workshop.version}"


def _letter(reminder: Reminder, key: str, seat: Seat) -> Letter:
    workshop, person = seat.workshop, seat.participation.person
    with override(person.language):
        context = {**words(workshop, seat, person.language), "place": _place(workshop)}
    return Letter(
        key=key,
        event=reminder.event,
        reader=Reader.of(person),
        context=context,
        stop=workshop.stop,
        about=subject(seat.pk),
        version=seat.version,
        expires_at=workshop.starts_at,
    )


def _place(workshop: Workshop) -> str:
    venue = workshop.venue
    if venue is None or workshop.way == Workshop.Way.ONLINE:
        return _("online")
    return _(", ").join(filter(None, (venue.name, venue.address)))
