"""Workshops and people who take part, for the tests of workshops."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from people.models import Participation, User
from programs.models import Theme
from workshops.models import Seat, Workshop

if TYPE_CHECKING:
    from programs.models import Stop


def make_workshop(stop: Stop, **values: Any) -> Workshop:
    """A published workshop of `stop`, ten days from now, of two seats; `at` is its first moment."""
    at: datetime = values.pop("at", timezone.now() + timedelta(days=10))
    start = timezone.localtime(at)
    last = Workshop.objects.filter(stop=stop).order_by("number").last()
    number = values.setdefault("number", last.number + 1 if last else 1)
    texts = {f"title_{code}": f"Workshop {number}" for code in ("ar", "fr", "en")}
    planned = {
        "state": Workshop.State.PUBLISHED,
        "published_at": timezone.now() - timedelta(days=1),
        "starts_on": start.date(),
        "starts_clock": start.time(),
        "capacity": 2,
        "theme": Theme.objects.get(code="digital"),
    }
    return Workshop.objects.create(stop=stop, **{**texts, **planned, **values})


def make_participation(stop: Stop, n: int, **values: Any) -> Participation:
    """Person `n` of a stop, who takes part in it."""
    own = {"name": f"Person {n}", "phone": f"+2126990300{n:02}", "language": "ar", **values}
    return Participation.objects.create(stop=stop, person=User.objects.create_user(**own))


def make_participations(stop: Stop, many: int, *, begin: int = 1) -> list[Participation]:
    """So many people of a stop at once, from number `begin`."""
    people = User.objects.bulk_create(
        User(name=f"Person {n}", phone=f"+21269903{n:05}", language="ar", password="!")
        for n in range(begin, begin + many)
    )
    return Participation.objects.bulk_create(
        Participation(stop=stop, person=person) for person in people
    )


def states(workshop: Workshop) -> list[str]:
    """Where each seat of a workshop is now, in the order of entry."""
    return list(Seat.objects.filter(workshop=workshop).values_list("state", flat=True))


def counts(workshop: Workshop) -> tuple[int, int, int]:
    """How many seats are taken, how many people wait, and what the taken may reach."""
    return Workshop.objects.values_list("taken", "waiting", "ceiling").get(pk=workshop.pk)
