"""Whose every count somebody may read: of the stops of their center, or of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from people.models import User
from programs.models import Stop

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

STOPS = Stop.objects.select_related("center__region")


def stops_read_by(person: User) -> QuerySet[Stop]:
    """Every stop for the national coordination, the stops of their center for other staff."""
    return STOPS.all() if person.is_national else STOPS.filter(pk__in=person.stops_in_charge())


def readable(request: HttpRequest) -> QuerySet[Stop]:
    """The stops whose every count this member of staff may read.

    Raises PermissionDenied for anybody else.
    """
    person = request.user
    if not isinstance(person, User) or not person.is_staff:
        raise PermissionDenied
    return stops_read_by(person)
