"""A session goes from one state to the next: its row, what its slot counts, and the log.

The rows of the slots and the people are held by the caller, so that what was read before is true;
the constraints of the database refuse whatever comes without.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, connection, transaction

from coaching.booking.checks import moved_on, taken
from coaching.booking.links import with_all
from coaching.booking.second_hours import settle
from coaching.models import CALLED, Booking, BookingMove, SessionRoom, Slot
from core import lives
from core.rows import insert_many, insert_new
from meetings.models import Meeting
from people.standing import still_takes_part

if TYPE_CHECKING:
    from people.models import Participation, User
    from programs.models import Theme

State, Reason = Booking.State, BookingMove.Reason
# Written out: to build them costs more than to run them, and a crowd waits for the row meanwhile.
GIVE = "UPDATE coaching_slot SET taken = taken + %(change)s WHERE id = %(slot)s"
TAKE = f"{GIVE} AND state = 'open' AND taken <= seats - %(change)s"


@dataclass(frozen=True)
class Entry:
    """What a new session is about, and how its two meet."""

    participation: Participation
    theme: Theme
    mode: str
    phone: str = ""
    words: str = ""
    key: uuid.UUID = field(default_factory=uuid.uuid4)


def enter(
    at: Slot, entry: Entry, state: Booking.State, *, by: User | None, reason: str, **columns: Any
) -> Booking:
    """Make a session at a locked slot. Raises ValidationError: 'taken', 'moved' for who has left.

    Inserted without a wait for whoever inserts the same hour: then the row is not there.
    """
    if not still_takes_part(entry.participation):
        raise moved_on()
    if not _count(at, 1):
        raise taken()
    made = Booking(
        slot=at,
        stop=at.stop,
        expert=at.expert,
        participation=entry.participation,
        person=entry.participation.person,
        theme=entry.theme,
        mode=entry.mode,
        phone=entry.phone if entry.mode in CALLED else "",  # else an expert could ask for it
        words=entry.words,
        key=entry.key,
        starts_at=at.starts_at,
        ends_at=at.ends_at,
        is_alone=at.seats == 1,
        state=state,
        by=by,
        **columns,
    )
    if not insert_new(made):
        raise taken()
    _log(made, "", by=by, reason=reason)
    return made


def move(
    at: Slot,
    booking: Booking,
    target: Booking.State,
    *,
    by: User | None,
    reason: str,
    why: str = "",
    **columns: Any,
) -> None:
    """Move a session of a locked slot to another state, with its `columns`.

    Raises ValidationError('moved') when its life has no such move.
    """
    origin = booking.state
    columns["version"] = booking.version + 1
    row = Booking.objects.filter(pk=booking.pk, state=origin, slot=at.pk)
    if not lives.move(row, Booking.MOVES, target, **columns):
        raise moved_on()
    _take_over(booking, state=target, **columns)
    _count(at, (target in Booking.TAKING) - (origin in Booking.TAKING))
    if target in {State.CANCELLED, State.LAPSED}:
        _let_nobody_in(booking)
        settle(booking.beside, at)
    _log(booking, origin, by=by, reason=reason, why=why)


def change_slot(
    was: Slot,
    to: Slot,
    booking: Booking,
    target: Booking.State,
    *,
    by: User | None,
    reason: str,
    why: str = "",
    **columns: Any,
) -> None:
    """Put a session that is coming at another slot, both locked.

    Raises ValidationError("taken"), or "moved" when it is not where it was looked at.
    """
    origin = booking.state
    columns |= {"slot": to, "stop": to.stop, "expert": to.expert, "version": booking.version + 1}
    columns = {"arrived_at": None, "beside": None, **columns}
    columns |= {"starts_at": to.starts_at, "ends_at": to.ends_at, "is_alone": to.seats == 1}
    if not _count(to, 1):
        raise taken()
    rows = Booking.objects.filter(pk=booking.pk, slot=was.pk, state=origin)
    try:
        with transaction.atomic():
            moved = rows.filter(state__in=Booking.TAKING).update(state=target, **columns)
    except IntegrityError as error:  # somebody wrote without the locks
        raise taken() from error
    if not moved:
        raise moved_on()
    _count(was, -1)
    second = booking.beside
    _take_over(booking, state=target, **columns)
    _let_nobody_in(booking)
    settle(second, was, to)
    _log(booking, origin, by=by, reason=reason, why=why, slot=was)


def booking_in(at: Slot, booking: Booking) -> Booking:
    """The session as it stands now, of a slot that this transaction has locked.

    Raises ValidationError('moved') when it has gone to another one meanwhile.
    """
    row = with_all().filter(pk=booking.pk, slot=at.pk).first()
    if row is None:
        raise moved_on()
    row.slot = at
    return row


def _count(at: Slot, change: int) -> int:
    """Keep what a slot counts; 0 where one more would be one too many."""
    if not change:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(TAKE if change > 0 else GIVE, {"change": change, "slot": at.pk})
        done: int = cursor.rowcount
    at.taken += change * done
    return done


def _take_over(booking: Booking, **columns: Any) -> None:
    for name, value in columns.items():
        setattr(booking, name, value)


def _let_nobody_in(booking: Booking) -> None:
    """End the meeting of an hour that is not theirs any more, with its links."""
    rooms = SessionRoom.objects.filter(booking=booking.pk)
    Meeting.objects.filter(pk__in=rooms.values("meeting")).delete()


def _log(
    booking: Booking,
    origin: str,
    *,
    by: User | None,
    reason: str,
    why: str = "",
    slot: Slot | None = None,
) -> None:
    at = slot or booking.slot
    moved = {"origin": origin, "target": booking.state, "slot": at}
    insert_many([BookingMove(booking=booking, by=by, reason=reason, why=why, **moved)])
