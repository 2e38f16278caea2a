"""After a decree on legal time a workshop keeps its clock, and its moment moves."""

from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from django.utils import timezone

from messaging.models import Message
from tests.cast import Cast
from tests.workshops.planned import make_participation, make_workshop
from tests.workshops.test_planning import named
from workshops.models import Seat, Venue, Workshop
from workshops.planning.legal_time import recompute
from workshops.seats.actions import leave, register


def test_the_clock_stays_the_moment_moves_and_no_room_is_in_the_way(cast: Cast) -> None:
    venue = Venue.objects.create(center=cast.stop.center, seats=9, **named("A"))
    at = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=3)
    hour = timedelta(hours=1)
    rows = [make_workshop(cast.stop, venue=venue, at=at + each * hour) for each in range(3)]
    right = [(row.starts_at, row.ends_at) for row in rows]
    for row in rows:  # as an older table of zones had it
        moments = {"starts_at": row.starts_at - hour, "ends_at": row.ends_at - hour}
        Workshop.objects.filter(pk=row.pk).update(**moments)
    said = StringIO()
    call_command("recompute_hours", "--look", stdout=said)
    assert "3 workshops would move." in said.getvalue()
    assert Workshop.objects.earliest("starts_at").starts_at == right[0][0] - hour
    call_command("recompute_hours", stdout=said)
    now = Workshop.objects.order_by("number").values_list("starts_at", "ends_at")
    assert ([*now], recompute()) == (right, [])


def test_nobody_is_written_to_and_an_offer_ends_before_it_begins(cast: Cast) -> None:
    workshop = make_workshop(cast.stop, capacity=1)
    first = register(workshop, make_participation(cast.stop, 1))
    register(workshop, make_participation(cast.stop, 2))
    leave(first)
    written = Message.objects.count()
    later = workshop.starts_at + timedelta(hours=1)
    Workshop.objects.update(starts_at=later, ends_at=later + timedelta(hours=1))
    Seat.objects.filter(state="offered").update(offered_until=later)
    recompute()
    assert Seat.objects.get(state="offered").offered_until == workshop.starts_at
    assert Message.objects.count() == written
