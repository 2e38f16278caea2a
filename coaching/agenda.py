"""What a person's own pages say of sessions: the next one, the others, what is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coaching.booking.looking import has_coaching
from coaching.public.path import path_of
from people.agenda import Thing

if TYPE_CHECKING:
    from people.agenda import Followed
    from people.models import Participation

PART = "coaching/public/parts"


def of_application(application: Followed) -> list[Thing]:
    """On the private page: the session that is next, or the way to experts."""
    if application.participation is None:
        return []
    path = path_of(application.participation)
    if path.next is None and not has_coaching(application.stop):
        return []
    return [Thing(f"{PART}/of_application.html", {"path": path, "stop": application.stop})]


def of_participation(participation: Participation) -> list[Thing]:
    """Below what is next: other sessions, requests that wait, and what is over."""
    path = path_of(participation)
    return [Thing(f"{PART}/path.html", {"path": path, "stop": participation.stop})]
