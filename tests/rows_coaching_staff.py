"""The rows of the sessions at the desk: the team of the center reads, its managers act."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from coaching.booking.actions import cancel
from coaching.models import Expert
from programs.models import Stop
from tests.cast import Cast
from tests.coaching.arranged import make_booking
from tests.doors import Door, Place, Rule, of_stop, only
from tests.rows_coaching_public import person_of, request_of, session_of, slot_of
from tests.workshops.planned import make_participation

BOOKED = {"mode": "phone", "phone": "0699 03 00 98", "key": str(UUID(int=5))}
RULES = {"per_person": "3", "offer_hours": "24", "silent_times": "3", "missed_times": "2"}


def team() -> Rule:
    """Whoever works in the center; other staff find no such stop."""
    return {**only("RV RS1 SU", others="403")} | {"RS2": "404"}


def managers() -> Rule:
    """Managers of the center; a reviewer works there and is refused, others find no such stop."""
    return {**only("RS1 SU", others="403")} | {"RV": "403", "RS2": "404"}


def session(cast: Cast, stop: Stop) -> list[Any]:
    """AP1's session."""
    return [stop.slug, session_of(cast, stop).pk]


def elsewhere(cast: Cast, stop: Stop) -> list[Any]:
    """AP1's session, and another hour for it."""
    return [*session(cast, stop), slot_of(cast, stop, 3).pk]


def undone(cast: Cast, stop: Stop) -> list[Any]:
    """A session that the team has cancelled."""
    slot = slot_of(cast, stop, 5)
    booking = slot.bookings.first()
    if booking is None:
        booking = make_booking(slot, make_participation(stop, 40 + stop.pk % 9))
        booking = cancel(booking, by=cast["RS1"], why="By mistake")
    return [stop.slug, booking.pk]


def over(cast: Cast, stop: Stop) -> list[Any]:
    """A session whose day has not come: nobody can be here, nothing was held."""
    return session(cast, stop)


def caller(cast: Cast, stop: Stop) -> list[Any]:
    """AP1, who calls."""
    request_of(cast, stop)
    return [stop.slug, person_of(cast, stop).pk]


def hour(cast: Cast, stop: Stop) -> list[Any]:
    """An hour for them."""
    return [*caller(cast, stop), slot_of(cast, stop).pk]


def asked(cast: Cast, stop: Stop) -> list[Any]:
    """What AP1 asks for; an hour is free."""
    slot_of(cast, stop)
    return [stop.slug, request_of(cast, stop).pk]


def offered(cast: Cast, stop: Stop) -> list[Any]:
    """The same, with that hour."""
    return [*asked(cast, stop), slot_of(cast, stop).pk]


def posted(at: Place, rule: Rule | None = None, **body: Any) -> Door:
    return Door(post=rule or managers(), at=at, body=lambda _cast: body)


def looked(at: Place, **body: Any) -> Door:
    return Door(get=managers(), post=managers(), at=at, body=lambda _cast: body)


def day(cast: Cast) -> dict[str, Any]:
    """A day of the expert on which nobody is booked."""
    expert = Expert.objects.filter(center=cast.stop.center_id).first()
    later = timezone.localdate() + timedelta(days=90)
    return {"expert": expert.pk if expert else "", "first_on": f"{later}"}


def with_expert(cast: Cast, stop: Stop) -> list[Any]:
    """A stop that has an expert."""
    slot_of(cast, stop)
    return [stop.slug]


REFUSED = {**managers(), "RS1": "422", "SU": "422"}
PAGES = {
    "coaching:list": Door(get=team(), at=of_stop()),
    "coaching:session": Door(get=team(), at=session),
    "coaching:requests": Door(get=team(), at=of_stop()),
    "coaching:rules": looked(of_stop(), **RULES),
    "coaching:callers": looked(of_stop(), q="ZZC"),
    "coaching:caller": Door(get=managers(), at=caller),
    "coaching:slot": looked(hour, **BOOKED),
    "coaching:hours": Door(get=managers(), at=session),
    "coaching:offers": Door(get=managers(), at=asked),
    "coaching:day": Door(get=managers(), post=managers(), at=with_expert, body=day),
}
ACTS = {
    "coaching:arrival": posted(over, REFUSED, here="1"),
    "coaching:cancellation": posted(session, why="The expert is ill"),
    "coaching:moving": posted(elsewhere),
    "coaching:undoing": posted(undone),
    "coaching:second": posted(session, second=""),
    "coaching:outcome": posted(over, REFUSED, held="1"),
    "coaching:asking": posted(caller, theme="digital"),
    "coaching:offer": posted(offered),
    "coaching:closing": posted(asked),
}
DOORS = {"sessions at the desk": PAGES, "acts on sessions": ACTS}
