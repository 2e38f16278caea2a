"""How many hours of support people have had, and what they thought of it, in fives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from coaching.models import Booking, Expert, SessionOpinion
from people.models import Participation
from people.unnamed import named

if TYPE_CHECKING:
    from collections.abc import Collection

    from people.models import User
    from programs.models import Stop

LONG = 300  # minutes of support after which a sign asks whether something else would help more
FEW = 5  # opinions below which nothing is said, so that nobody is known by theirs
LENGTH = Coalesce(F("report__minutes"), F("slot__minutes"))


def minutes_of(people: Collection[int]) -> dict[int, int]:
    """Minutes of sessions that took place, with every expert, by participation."""
    held = Booking.objects.filter(participation__in=people, state=Booking.State.HELD)
    rows = held.order_by().values("participation").annotate(minutes=Sum(LENGTH))
    return {each["participation"]: each["minutes"] for each in rows}


def supported(stop: Stop, user: User) -> QuerySet[Participation]:
    """People of a stop, whom `user` sees, with sessions: `minutes`, `held`, `missed`, `experts`."""
    held, missed = (
        Q(bookings__state=Booking.State.HELD),
        Q(bookings__state=Booking.State.MISSED),
    )
    length = Coalesce(F("bookings__report__minutes"), F("bookings__slot__minutes"))
    return (
        Participation.objects.filter(named(user, person="person"), stop=stop)
        .filter(held | missed)
        .annotate(
            minutes=Coalesce(Sum(length, filter=held), 0),
            held=Count("bookings", filter=held),
            missed=Count("bookings", filter=missed),
            experts=Count("bookings__expert", filter=held, distinct=True),
        )
        .select_related("person")
        .order_by("-minutes", "pk")
    )


def faces_of(experts: list[Expert]) -> dict[str, int]:
    """How many thought what of these experts' sessions, by the name of the face.

    Said in whole fives, the earliest first: one more opinion changes nothing until there are five,
    so that nobody's can be found by looking before and after. Empty below five.
    """
    rows = SessionOpinion.objects.filter(booking__expert__in=experts).order_by("at", "pk")
    faces = list(rows.values_list("face", flat=True))
    told = faces[: len(faces) // FEW * FEW]
    return {str(face.label): told.count(face) for face in SessionOpinion.Face} if told else {}
