"""The rows of the public pages of workshops, and of the links to one seat."""

from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from people.models import Participation
from programs.models import Stop, Theme
from tests.cast import Cast
from tests.doors import Door, Place, everybody, of_stop, signed_in
from workshops.models import DateOption, Seat, Workshop
from workshops.public.calendars import FEED
from workshops.seats.links import INVITATION, SEAT

ONE = {"count": "1"}


def workshop_of(cast: Cast, stop: Stop, number: int = 1, **values: Any) -> Workshop:
    """A published workshop of a stop, ten days from now; a draft where `values` say so."""
    texts = {f"title_{code}": f"Workshop {number}" for code in ("ar", "fr", "en")}
    planned = {
        **texts,
        "theme": Theme.objects.get(code="digital"),
        "state": Workshop.State.PUBLISHED,
        "published_at": timezone.now(),
        "starts_on": timezone.localdate() + timedelta(days=10),
        "starts_clock": time(10),
        **values,
    }
    assert cast.stop
    return Workshop.objects.get_or_create(stop=stop, number=number, defaults=planned)[0]


def person_of(cast: Cast, stop: Stop) -> Participation:
    """AP1, who takes part in the stop."""
    return Participation.objects.get_or_create(stop=stop, person=cast["AP1"])[0]


def seat_of(cast: Cast, stop: Stop) -> Seat:
    """AP1's seat, which was kept for them."""
    workshop = workshop_of(cast, stop)
    values: dict[str, Any] = {"state": "seated", "position": 1}
    seat, is_new = Seat.objects.get_or_create(
        workshop=workshop, participation=person_of(cast, stop), defaults=values
    )
    if is_new:
        Workshop.objects.filter(pk=workshop.pk).update(taken=1, last_position=1)
    return seat


def by_seat(*more: Any) -> Place:
    """Under the link of AP1's seat."""
    return lambda cast, stop: [SEAT.make(seat_of(cast, stop).pk), *more]


def by_invitation(cast: Cast, stop: Stop) -> list[Any]:
    """Under the link by which AP1 is invited."""
    return [INVITATION.make(workshop_of(cast, stop).pk, person_of(cast, stop).pk)]


def one(cast: Cast, stop: Stop) -> list[Any]:
    """A workshop of the stop."""
    return [stop.slug, workshop_of(cast, stop).number]


def taking_part(cast: Cast, stop: Stop) -> list[Any]:
    """The stop in which AP1 takes part."""
    person_of(cast, stop)
    return [stop.slug]


def with_dates(cast: Cast, stop: Stop) -> list[Any]:
    """A draft on whose date AP1 may vote."""
    draft = workshop_of(cast, stop, 2, state=Workshop.State.DRAFT, published_at=None)
    day: dict[str, Any] = {"starts_on": draft.starts_on, "starts_clock": draft.starts_clock}
    DateOption.objects.get_or_create(workshop=draft, **day)
    person_of(cast, stop)
    return [stop.slug, draft.number]


PAGES = {
    "agenda:all": Door(get=everybody(), at=of_stop()),
    "agenda:one": Door(get=everybody(), at=one),
    "agenda:seat": Door(
        get=signed_in(NM="2"), post=signed_in(NM="2"), at=one, body=lambda _cast: ONE
    ),
    "agenda:dates": Door(
        get=signed_in("404", NM="2", AP1="Y"),
        post=signed_in("404", NM="2", AP1="422"),
        at=with_dates,
    ),
    "agenda:invitation": Door(
        get=everybody(), post=everybody(), at=by_invitation, body=lambda _cast: ONE
    ),
    "agenda:feed": Door(
        get=everybody(), at=lambda cast, stop: [FEED.make(person_of(cast, stop).pk)]
    ),
    "agenda:feed_renewal": Door(post=signed_in("404", NM="2", AP1="Y"), at=taking_part),
    "agenda:feed_removal": Door(post=signed_in("404", NM="2", AP1="Y"), at=taking_part),
    "portal:next": Door(get=signed_in(NM="2"), at=of_stop()),
    "portal:calendar": Door(get=signed_in(NM="2"), at=of_stop()),
}
SEATS = {
    "agenda:mine": Door(get=everybody(), at=by_seat()),
    "agenda:acceptance": Door(post=everybody(), at=by_seat()),
    "agenda:refusal": Door(post=everybody("422"), at=by_seat()),
    "agenda:leaving": Door(post=everybody(), at=by_seat()),
    "agenda:moving": Door(post=everybody("422"), at=by_seat(9)),
    "agenda:joining": Door(post=everybody(), at=by_seat()),
    "agenda:calendar": Door(get=everybody(), at=by_seat()),
    "agenda:card": Door(get=everybody(), at=by_seat("ar")),
}
DOORS = {"the public pages of workshops": PAGES, "seats by their links": SEATS}
