"""What is forgotten of sessions when somebody stops taking part: all words about them."""

from __future__ import annotations

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
    from people.models import Participation

WORDS = {"reason": "", "topics": "", "result": "", "voice": ""}


def forget(participation: Participation) -> None:
    """Keep that sessions took place and how long they were; what was said of whom goes.

    The history of the reports goes too, and so do voice notes, once the transaction is kept.
    Steps, cases and talks go with the participation itself.
    """
    reports = Report.objects.filter(booking__participation=participation)
    keys = list(reports.values_list("pk", flat=True))
    events = ReportEvent.objects.filter(pgh_obj__in=keys)
    voices = {*reports.values_list("voice", flat=True), *events.values_list("voice", flat=True)}
    SessionOpinion.objects.filter(booking__participation=participation).update(words="")
    reports.update(**WORDS)
    events.delete()
    transaction.on_commit(lambda: _drop(voices))


def part_with(participation: Participation) -> None:
    """Let sessions stand without their person: in the row, its history, and the log of its moves.

    Why a team moved or cancelled one is a word about them.
    """
    person = participation.person_id
    bookings = Booking.objects.filter(participation=participation)
    keys = list(bookings.values_list("pk", flat=True))
    moves = BookingMove.objects.filter(booking__in=keys)
    moves.update(why="")
    moves.filter(by=person).update(by=None)
    bookings.filter(by=person).update(by=None)
    bookings.update(participation=None, person=None, phone="", words="", request=None)
    events = BookingEvent.objects.filter(pgh_obj__in=keys)
    events.update(participation=None, person=None, request=None)
    events.filter(by=person).update(by=None)


def _drop(voices: set[str]) -> None:
    for name in filter(None, voices):
        default_storage.delete(name)
