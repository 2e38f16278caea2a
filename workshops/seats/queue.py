"""The waiting list of a workshop: what comes free is offered in its order, and passed on.

Nobody is jumped over. Where two who come together are first and one seat is free, it is kept for
them until a day before the workshop; from then on nobody would take it otherwise, so it goes to the
next who waits alone, and the log says so. The two stay first.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.locks import patient
from messaging.hours import time_to_answer
from workshops.models import Seat, SeatMove, Workshop
from workshops.models.planned import BIGGEST
from workshops.seats import letters, locking
from workshops.seats.moving import move

if TYPE_CHECKING:
    from people.models import User

State, Reason = Seat.State, SeatMove.Reason
KEPT_FOR_TWO = timedelta(days=1)  # before the workshop; later, one seat goes to who waits alone


@patient
def promote(workshop: Workshop) -> list[Seat]:
    """Offer every free seat to the waiting list, in its order, and write to them."""
    return fill(locking.locked(workshop.pk))


def fill(at: Workshop, *, by: User | None = None) -> list[Seat]:
    """The same for a workshop that this transaction has locked."""
    until = answered_by(at, timezone.now()) if at.free and at.waiting else None
    if until is None or at.state != Workshop.State.PUBLISHED:
        return []
    waiting = at.seats.filter(state=State.WAITING).order_by("position")
    passing = may_pass(at)
    offered, reason = [], Reason.TURN
    for seat in waiting.select_related("participation__person")[: None if passing else at.free]:
        if seat.count <= at.free:
            offer(at, seat, until, by=by, reason=reason)
            offered.append(seat)
        elif passing:
            reason = Reason.PASSED
        else:
            break
        if not at.free:
            break
    return offered


def may_pass(at: Workshop) -> bool:
    """Whether one free seat passes those who wait for two together: the day before has come."""
    return timezone.now() >= at.starts_at - KEPT_FOR_TWO


def answered_by(at: Workshop, now: datetime) -> datetime | None:
    """Until when an offer made now stands: shorter near the hour, never beyond the beginning.

    It counts from the next moment at which one may write. None when nobody could answer in time.
    """
    return time_to_answer(at.starts_at, now)


def offer(
    at: Workshop,
    seat: Seat,
    until: datetime,
    *,
    by: User | None,
    reason: SeatMove.Reason,
    why: str = "",
) -> None:
    """Offer a seat to somebody who waits, and tell them until when."""
    move(at, seat, State.OFFERED, by=by, reason=reason, why=why, offered_until=until)
    letters.tell(at, seat, "seat_offered")


@patient
def lapse(workshop: Workshop, now: datetime) -> int:
    """Pass on the seats that were offered and not answered in time; how many.

    Nobody loses a seat because of us: an offer whose letter has not left is made again.
    """
    at = locking.locked(workshop.pk)
    offered = at.seats.filter(state=State.OFFERED, offered_until__lte=now)
    silent = list(offered.select_related("participation__person").order_by("position"))
    until = answered_by(at, now)
    untold = letters.not_told(silent) if until else set[int]()
    for seat in silent:
        if until and seat.pk in untold:
            _offer_again(at, seat, until)
        else:
            move(at, seat, State.LAPSED, by=None, reason=Reason.SILENT)
            letters.tell(at, seat, "seat_lapsed")
    fill(at)
    return len(silent) - len(untold)


def _offer_again(at: Workshop, seat: Seat, until: datetime) -> None:
    """Let an offer of which nobody was told stand until another hour, and write that instead."""
    seat.offered_until, seat.version = until, seat.version + 1
    Seat.objects.filter(pk=seat.pk).update(offered_until=until, version=seat.version)
    letters.tell(at, seat, "seat_offered")


def change_capacity(workshop: Workshop, capacity: int, *, by: User) -> Workshop:
    """Give the workshop so many seats. More are offered at once; fewer keep who sits there.

    Raises ValidationError('capacity') for less than one seat or too many.
    """
    if not 1 <= capacity <= BIGGEST:
        sentence = _("A workshop has between 1 and %(most)s seats.")
        raise ValidationError(sentence, code="capacity", params={"most": BIGGEST})
    with transaction.atomic():
        at = locking.locked(workshop.pk)
        at.capacity, at.ceiling = capacity, max(capacity, at.taken)
        Workshop.objects.filter(pk=at.pk).update(capacity=capacity, ceiling=at.ceiling)
        fill(at, by=by)
    workshop.refresh_from_db(fields=["capacity", "ceiling", "taken", "waiting"])
    return workshop


def seat_in(at: Workshop, seat: Seat) -> Seat:
    """The seat as it stands now, of a workshop that this transaction has locked."""
    row = Seat.objects.select_related("participation__person").get(pk=seat.pk, workshop=at.pk)
    row.workshop = at
    return row
