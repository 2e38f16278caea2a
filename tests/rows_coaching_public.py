"""The rows of the pages on which participants book, and of the links to one session."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from coaching.booking.links import SESSION
from coaching.models import Booking, Expert, Request, Slot
from people.models import Participation
from programs.models import Stop, Theme
from tests.cast import Cast
from tests.coaching.arranged import make_booking, make_expert, make_slot
from tests.doors import Door, Place, everybody, of_stop, signed_in

DAYS = 3
BOOKED = {"mode": "phone", "phone": "0699 03 00 98", "key": str(UUID(int=4))}
ASKED = {"theme": "digital", "words": "A page on Facebook"}


def slot_of(cast: Cast, stop: Stop, number: int = 0) -> Slot:
    """A free hour of an expert of the center, each number another one."""
    assert cast.stop
    at = timezone.now() + timedelta(days=DAYS, hours=number)
    own = 90 + stop.pk % 9
    known_one = Expert.objects.filter(center=stop.center_id, name_fr=f"Expert {own}").first()
    expert = known_one or make_expert(stop, own)
    known = Slot.objects.filter(expert=expert, starts_at__gt=at - timedelta(minutes=30))
    found = known.filter(starts_at__lt=at + timedelta(minutes=30)).first()
    return found or make_slot(expert, stop, at=at)


def person_of(cast: Cast, stop: Stop) -> Participation:
    """AP1, who takes part in the stop."""
    return Participation.objects.get_or_create(stop=stop, person=cast["AP1"])[0]


def session_of(cast: Cast, stop: Stop, number: int = 1) -> Booking:
    """AP1's session."""
    slot = slot_of(cast, stop, number)
    return slot.bookings.first() or make_booking(slot, person_of(cast, stop))


def request_of(cast: Cast, stop: Stop) -> Request:
    """That AP1 waits for an hour."""
    theme = Theme.objects.get(code="digital")
    return Request.objects.get_or_create(participation=person_of(cast, stop), theme=theme)[0]


def by_session(*more: Any) -> Place:
    """Under the link of AP1's session."""
    return lambda cast, stop: [SESSION.make(session_of(cast, stop).pk), *more]


def one(cast: Cast, stop: Stop) -> list[Any]:
    """A free hour of the stop, where AP1 takes part."""
    person_of(cast, stop)
    return [stop.slug, slot_of(cast, stop).pk]


def moved(cast: Cast, stop: Stop) -> list[Any]:
    """Under the link of AP1's session, to another hour."""
    return [SESSION.make(session_of(cast, stop).pk), slot_of(cast, stop, 3).pk]


def asked(cast: Cast, stop: Stop) -> list[Any]:
    """What AP1 asks for."""
    return [stop.slug, request_of(cast, stop).pk]


PAGES = {
    "sessions:find": Door(get=everybody(), at=of_stop()),
    "sessions:slot": Door(
        get=signed_in(NM="2"), post=signed_in(NM="2"), at=one, body=lambda _cast: BOOKED
    ),
    "sessions:asking": Door(post=signed_in(NM="2"), at=of_stop(), body=lambda _cast: ASKED),
    "sessions:withdrawal": Door(post=signed_in(NM="2"), at=asked),
}
SESSIONS = {
    "sessions:mine": Door(get=everybody(), at=by_session()),
    "sessions:acceptance": Door(post=everybody(), at=by_session()),
    "sessions:refusal": Door(post=everybody("422"), at=by_session()),
    "sessions:leaving": Door(post=everybody(), at=by_session()),
    "sessions:hours": Door(get=everybody(), at=by_session()),
    "sessions:moving": Door(post=everybody(), at=moved),
    "sessions:joining": Door(post=everybody(), at=by_session()),
    "sessions:calendar": Door(get=everybody(), at=by_session()),
    "sessions:card": Door(get=everybody(), at=by_session("ar")),
}
DOORS = {"the public pages of coaching": PAGES, "sessions by their links": SESSIONS}
