"""What somebody who stops taking part leaves in coaching: hours that were given, without them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from coaching.booking.actions import cancel
from coaching.models import Booking, BookingEvent, BookingMove
from people.departures import leave
from tests.coaching.held import make_session, of_ex1
from tests.workshops.planned import make_participation

if TYPE_CHECKING:
    from tests.cast import Cast

TOMORROW = timedelta(days=-1)


def test_a_session_that_nobody_wrote_a_report_of_does_not_keep_its_person_here(cast: Cast) -> None:
    person = make_participation(cast.stop, 1)
    booking = make_session(of_ex1(cast), cast.stop, person)
    leave(person, by=None)
    booking.refresh_from_db()
    assert (booking.state, booking.person, booking.participation) == ("cancelled", None, None)


def test_neither_the_log_nor_the_history_names_who_left(cast: Cast) -> None:
    expert, person = of_ex1(cast), make_participation(cast.stop, 1)
    own, other = person.person, make_participation(cast.stop, 2)
    make_session(expert, cast.stop, person, ago=timedelta(hours=9), state="held", by=own)
    dropped = make_session(expert, cast.stop, person, ago=TOMORROW, by=own)
    cancel(dropped, by=cast["RS1"], why="She is ill")
    make_session(expert, cast.stop, person, ago=2 * TOMORROW, by=own)
    make_session(expert, cast.stop, other, ago=3 * TOMORROW, by=other.person)
    leave(person, by=own)
    for rows in (Booking.objects.all(), BookingEvent.objects.all()):
        assert not rows.filter(person=own.pk).exists()
        assert not rows.filter(by=own.pk).exists()
        assert set(rows.exclude(person=None).values_list("by", flat=True)) == {other.person_id}
    moves = BookingMove.objects.filter(booking__person=None)
    assert {(move.by_id, move.why) for move in moves} == {(cast["RS1"].pk, ""), (None, "")}
