"""Who reads a page of a stop as one who takes part there, and who acts under a signed link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.composed import Composed, slot
from people.models import Participation, User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from programs.models import Stop

STILL = Composed(lambda: Participation.objects.filter(pk=slot("key")).only("pk"))
THERE = Composed(lambda: Participation.objects.filter(person=slot("person"), stop=slot("stop")))


def participation_of(user: User | AnonymousUser, stop: Stop) -> Participation | None:
    """The reader as a beneficiary of `stop`; None for anybody else."""
    if not isinstance(user, User):
        return None
    there = THERE.row({"person": user.pk, "stop": stop.pk})
    if there:
        there.person = user
    return there


def still_takes_part(participation: Participation) -> bool:
    """Whether somebody has not left their stop meanwhile."""
    return STILL.row({"key": participation.pk}) is not None


def themselves(user: User | AnonymousUser, participation: Participation) -> User | None:
    """Who acts under a signed link: the person of it, if signed in, and never anybody else.

    Whoever else is signed in on that telephone has no part in it: the team acts at the desk.
    """
    return user if isinstance(user, User) and user.pk == participation.person_id else None
