"""What a person's own pages say of workshops: the next seat, the others, what is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from people.agenda import Thing
from workshops.models import Workshop
from workshops.public.path import path_of

if TYPE_CHECKING:
    from people.agenda import Followed
    from people.models import Participation

PART = "workshops/public/parts"


def of_application(application: Followed) -> list[Thing]:
    """On the private page: the seat that is next, and the way to the agenda."""
    if application.participation is None:
        return []
    path = path_of(application.participation)
    published = Workshop.objects.published().filter(stop=application.stop)
    if path.next is None and not published.exists():
        return []
    return [Thing(f"{PART}/of_application.html", {"path": path, "stop": application.stop})]


def of_participation(participation: Participation) -> list[Thing]:
    """Below what is next: other seats, and what is over."""
    path = path_of(participation)
    return [Thing(f"{PART}/path.html", {"path": path})]
