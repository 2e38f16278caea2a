"""The rows of the queue of a day in the table of doors: numbers for all, calls for managers."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from coaching.door import actions
from coaching.door.links import TICKET
from coaching.models import Ticket
from programs.models import Stop
from tests.cast import Cast
from tests.doors import Door, Place, of_stop, everybody
from tests.rows_choosing import managers


def ticket_at(stop: Stop, state: str = "waiting") -> Ticket:
    """A number of today in that state, another one for each kind of person."""
    queue = actions.open_queue(stop)
    ticket = actions.take(queue, key=uuid4(), name="Amina", phone="", language="en")
    Ticket.objects.filter(pk=ticket.pk).update(state=state)
    return ticket


def today(_cast: Cast, stop: Stop) -> list[Any]:
    """The queue of today."""
    actions.open_queue(stop)
    return [stop.slug]


def one(state: str) -> Place:
    """One number at the desk."""
    return lambda _cast, stop: [stop.slug, ticket_at(stop, state).pk]


def by_link(_cast: Cast, stop: Stop) -> list[Any]:
    """One number, by its link."""
    return [TICKET.make(ticket_at(stop).pk)]


def posted(at: Place) -> Door:
    return Door(post=managers(), at=at)


def who(_cast: Cast) -> dict[str, Any]:
    """Somebody who comes."""
    return {"name": "Amina", "phone": "", "key": uuid4()}


PUBLIC = {
    "queue:taking": Door(get=everybody(), post=everybody(), at=today, body=who),
    "queue:mine": Door(get=everybody(), at=by_link),
    "queue:leaving": Door(post=everybody(), at=by_link),
}
DESK = {
    "queue_desk:queue": Door(get=managers(), at=today),
    "queue_desk:opening": posted(of_stop()),
    "queue_desk:closing": posted(today),
    "queue_desk:calling": posted(today),
    "queue_desk:call": posted(one("waiting")),
    "queue_desk:reception": posted(one("called")),
    "queue_desk:absence": posted(one("called")),
    "queue_desk:return": posted(one("gone")),
}
DOORS = {"queue of a day": PUBLIC, "queue at the desk": DESK}
