"""The rows of the seats at the desk in the table of doors: managers of the center alone."""

from typing import Any

from people.models import Participation
from programs.models import Stop
from tests.cast import Cast
from tests.doors import Door, Place, Rule, only
from tests.workshops.planned import make_participation, make_workshop
from workshops.models import Seat, Workshop
from workshops.seats.actions import leave, register

NUMBER = 72


def managers() -> Rule:
    """Managers of the center; a reviewer works there and is refused, others find no such stop."""
    return {**only("RS1 SU", others="403")} | {"RV": "403", "RS2": "404"}


def held(stop: Stop, number: int = NUMBER) -> Workshop:
    """A workshop of one seat; each door has its own."""
    known = Workshop.objects.filter(stop=stop, number=number).first()
    return known or make_workshop(stop, number=number, capacity=1)


def of_workshop(cast: Cast, stop: Stop) -> list[Any]:
    """Under the address of the workshop, at a stop where AP1 takes part."""
    Participation.objects.get_or_create(stop=stop, person=cast["AP1"])
    return [stop.slug, held(stop).number]


def one_of(seat: Seat) -> list[Any]:
    return [seat.workshop.stop.slug, seat.workshop.number, seat.pk]


def seated(_cast: Cast, stop: Stop) -> list[Any]:
    """Somebody who sits."""
    at = held(stop, NUMBER + 1)
    seat = at.seats.first()
    return one_of(seat or register(at, make_participation(stop, 71)))


def waiting(_cast: Cast, stop: Stop) -> list[Any]:
    """Somebody to whom a seat can be offered."""
    at = held(stop, NUMBER + 2)
    seat = at.seats.filter(position=2).first()
    if seat is None:
        register(at, make_participation(stop, 51))
        seat = register(at, make_participation(stop, 61))
        Workshop.objects.filter(pk=at.pk).update(capacity=2, ceiling=2)
    return one_of(seat)


def taken_out(cast: Cast, stop: Stop) -> list[Any]:
    """Somebody whom the team took out."""
    at = held(stop, NUMBER + 3)
    seat = at.seats.filter(position=1).first()
    if seat is None:
        seat = register(at, make_participation(stop, 41))
        seat = leave(seat, by=cast["RS1"], why="By mistake")
    return one_of(seat)


def posted(at: Place, **body: Any) -> Door:
    return Door(post=managers(), at=at, body=lambda _cast: body)


def someone(cast: Cast) -> dict[str, Any]:
    """AP1, who has no seat there."""
    return {"participation": cast["AP1"].participations.get(stop=cast.stop).pk}


SEATS = {
    "seats:list": Door(get=managers(), at=of_workshop),
    "seats:finding": posted(of_workshop, words="ZZC"),
    "seats:entry": Door(post=managers(), at=of_workshop, body=someone),
    "seats:removal": posted(seated, why="By mistake"),
    "seats:offer": posted(waiting, why="Asked by phone"),
    "seats:undo": posted(taken_out),
}
DOORS = {"workshops-seats": SEATS}
