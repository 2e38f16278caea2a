"""What is written about a seat: to its person, and to the second one of two.

The words stand in `workshops.events`. The outbox knows them as `seat N` at the version of the seat:
what was written about an older one, and has not left, is dropped.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils import timezone, translation
from django.utils.formats import date_format

from core.language import said_day
from core.links import absolute
from messaging.actions.letters import Letter, Reader, write_many
from messaging.actions.outbox import revise, revise_many
from messaging.models import Message
from workshops.models import Seat, SeatMove, Workshop
from workshops.seats.links import seat_link
from workshops.seats.titles import in_few_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

SUBJECT = "seat "
ON_THE_WAY = (Message.State.NEW, Message.State.SENDING, Message.State.PREPARED)
A_DAY = timedelta(days=1)
NOT_THERE = ("workshop_moved", "companion_moved", "companion_over", "seat_taken_out")
COMPANIONS = {  # what the second person is told, beside what the first is
    "seat_registered": "companion_registered",
    "workshop_moved": "companion_moved",
    "workshop_cancelled": "companion_over",
}


def subject(number: int) -> str:
    """What the outbox calls what is said about the seat with this number."""
    return f"{SUBJECT}{number}"


def number_of(name: str) -> int:
    """The seat that a name of `subject` is about."""
    return int(name.removeprefix(SUBJECT))


def tell(at: Workshop, seat: Seat, event: str) -> None:
    """Write about what has just become of a seat, in its transaction; drop older words."""
    hush(seat)
    write_many(_letters(at, seat, event))


def hush(seat: Seat) -> None:
    """Drop what waits and was true only before the last move of a seat."""
    if seat.version > 1:
        revise(subject(seat.pk), version=seat.version)


def not_told(offered: Sequence[Seat]) -> set[int]:
    """The keys of those whose offer waits to be sent, and has left in no way."""
    offers = Message.objects.filter(
        about__in=[subject(seat.pk) for seat in offered], event="seat_offered"
    )
    told = set(offers.filter(sent_at__isnull=False).values_list("about", flat=True))
    waits = set(offers.filter(state__in=ON_THE_WAY).values_list("about", flat=True))
    return {number_of(about) for about in waits - told}


def tell_accepted(at: Workshop, seat: Seat) -> None:
    """Tell the second person; the first has just said yes, and reads that on their page."""
    hush(seat)
    write_many(_to_companion(at, seat, "companion_registered"))


def tell_left(at: Workshop, seat: Seat, was: str, reason: str) -> None:
    """Tell whom the team took out, and the second person of two who were seated."""
    hush(seat)
    letters: list[Letter] = []
    if reason == SeatMove.Reason.TAKEN_OUT:
        letters.append(_letter(at, seat, "seat_taken_out"))
    if was == Seat.State.SEATED:
        letters += _to_companion(at, seat, "companion_over")
    write_many([_at_once(letter, at.starts_at) for letter in letters])


def tell_of_change(workshop: Workshop, *, was: datetime | None = None) -> int:
    """Write to everybody of a workshop that was moved or cancelled; how many seats it is about.

    Its row is locked by the caller, and saved as it is now; it `was` to begin then. An offer that
    stands keeps standing: it is made again, with the new hour, and until that at most.
    """
    first = min(workshop.starts_at, was or workshop.starts_at)
    late = workshop.seats.filter(state=Seat.State.OFFERED, offered_until__gt=workshop.starts_at)
    late.update(offered_until=workshop.starts_at)
    seats = list(workshop.seats.live().select_related("participation__person").order_by("position"))
    newest = workshop.seats.aggregate(newest=Max("version"))["newest"] or 0
    workshop.seats.live().update(version=newest + 1)
    revise_many([subject(seat.pk) for seat in seats], version=newest + 1)
    over = workshop.state == Workshop.State.CANCELLED
    letters: list[Letter] = []
    for seat in seats:
        seat.version = newest + 1
        letters += _letters(workshop, seat, "workshop_cancelled" if over else _moved(seat))
    write_many([_at_once(letter, first) for letter in letters])
    return len(seats)


def _at_once(letter: Letter, hour: datetime) -> Letter:
    """The letter, at night too when somebody would set out within a day for nothing."""
    near = timezone.now() >= hour - A_DAY
    return replace(letter, urgent=near and letter.event in NOT_THERE)


def words(at: Workshop, seat: Seat, language: str) -> dict[str, str]:
    """What every text about a seat may name, in one language."""
    with translation.override(language):
        start = timezone.localtime(at.starts_at)
        stands = seat.state == Seat.State.OFFERED and at.state == Workshop.State.PUBLISHED
        until = timezone.localtime(seat.offered_until) if stands else None
        return {
            "title": at.title,
            "short_title": in_few_words(at),
            # In an offer, the hour that matters in a short text is the last one to answer.
            "day": f"{until or start:%d/%m %H:%M}",
            "when": _said(start),
            "link": seat_link(seat),
            "until": _said(until) if until else "",
            "reason": at.cancel_reason,
            "name": str(seat.participation.person.name),
            "reference": f"{at.stop.prefix}-W{at.number}",
            "stop": at.stop.name,
            "center": at.stop.center.name,
        }


def _said(moment: datetime) -> str:
    return said_day(date_format(moment, "DATETIME_FORMAT"))


def _moved(seat: Seat) -> str:
    return "seat_offered" if seat.state == Seat.State.OFFERED else "workshop_moved"


def _letters(at: Workshop, seat: Seat, event: str) -> Sequence[Letter]:
    others = _to_companion(at, seat, COMPANIONS[event]) if event in COMPANIONS else []
    return [_letter(at, seat, event), *others]


def _letter(at: Workshop, seat: Seat, event: str) -> Letter:
    person = seat.participation.person
    return Letter(
        key=f"seat:{seat.pk}:{seat.version}:{event}",
        event=event,
        reader=Reader.of(person),
        context=words(at, seat, person.language),
        stop=at.stop,
        about=subject(seat.pk),
        version=seat.version,
        expires_at=None if event == "workshop_cancelled" else at.ends_at,
        everywhere=event == "seat_offered",
    )


def _to_companion(at: Workshop, seat: Seat, event: str) -> list[Letter]:
    """To the second of two who are seated: by telephone, without an account or a private link."""
    if not seat.companion_phone or seat.state not in {Seat.State.SEATED, Seat.State.LEFT}:
        return []
    language = seat.participation.person.language
    page = absolute(f"/{at.stop.slug}/workshops/{at.number}/")
    return [
        Letter(
            key=f"seat:{seat.pk}:{seat.version}:{event}",
            event=event,
            reader=Reader(None, seat.companion_phone, "", language),
            context={**words(at, seat, language), "link": page},
            stop=at.stop,
            about=subject(seat.pk),
            version=seat.version,
            expires_at=at.ends_at,
        )
    ]
