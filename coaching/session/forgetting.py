"""What is forgotten of sessions whose person is: all words about them, then who they were."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.db import transaction

from coaching.models import (  # type: ignore[attr-defined]  # pghistory makes two
    Booking,
    BookingEvent,
    BookingMove,
    Report,
    ReportEvent,
    SessionOpinion,
)

if TYPE_CHECKING:
    from coaching.models.bookings import BookingQuerySet
    from people.models import Participation

WORDS = {"reason": "", "topics": "", "result": "", "voice": ""}


def forget(bookings: BookingQuerySet) -> None:
    """Keep that sessions took place and how long they were; what was said of whom goes.

    The history of the reports goes too, and so do voice notes, once the transaction is kept. Only
    rows that say something are touched: twice costs nothing.
    """
    reports = Report.objects.filter(booking__in=bookings).exclude(**WORDS)
    keys = list(reports.values_list("pk", flat=True))
    events = ReportEvent.objects.filter(pgh_obj__in=keys)
    voices = {*reports.values_list("voice", flat=True), *events.values_list("voice", flat=True)}
    SessionOpinion.objects.filter(booking__in=bookings).exclude(words="").update(words="")
    Report.objects.filter(pk__in=keys).update(**WORDS)
    events.delete()
    moves = BookingMove.objects.filter(booking__in=bookings)
    moves.exclude(why="").update(why="")  # why a team moved or cancelled one is a word about them
    bookings.exclude(phone="", words="").update(phone="", words="")
    transaction.on_commit(lambda: _drop(voices))


def part_with(participation: Participation) -> None:
    """Let sessions stand without their person: in the row, its history, and the log of its moves.

    A number that means nothing stands for them, so that an expert's people are still counted.
    """
    person = participation.person_id
    bookings = Booking.objects.filter(participation=participation)
    keys = list(bookings.values_list("pk", flat=True))
    BookingMove.objects.filter(booking__in=keys, by=person).update(by=None)
    bookings.filter(by=person).update(by=None)
    bookings.update(participation=None, person=None, request=None, somebody=uuid.uuid4())
    events = BookingEvent.objects.filter(pgh_obj__in=keys)
    events.update(participation=None, person=None, request=None)
    events.filter(by=person).update(by=None)


def _drop(voices: set[str]) -> None:
    for name in filter(None, voices):
        default_storage.delete(name)
