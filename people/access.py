"""Whose stop it is and who manages it.

Those who work in a center, and the superuser, whose visits are logged.
"""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404

from core.composed import Composed, slot
from people.models import Membership, User

if TYPE_CHECKING:
    from django.http import HttpRequest

    from programs.models import Center, Stop

audit = logging.getLogger("microlabs.audit")


def works_here(user: object) -> bool:
    """Whether somebody works on files: in a center, or as the superuser."""
    return isinstance(user, User) and (
        user.is_superuser or bool(user.roles & {*Membership.CENTER_ROLES})
    )


def staff(request: HttpRequest) -> User:
    """The member of staff who asks; anybody else is refused before any look-up.

    A superuser is written down.
    """
    user = request.user
    if not isinstance(user, User) or not works_here(user):
        raise PermissionDenied
    if user.is_superuser:
        audit.info("superuser %s: %s %s", user.pk, request.method, request.path)
    return user


def at_the_desk(request: HttpRequest) -> User:
    """The member of staff who asks, of a center or of the national coordination.

    Anybody else is refused.
    """
    user = request.user
    if isinstance(user, User) and user.is_staff and not works_here(user):
        return user
    return staff(request)


def stop_in_charge(user: User, slug: str) -> Stop:
    """The stop with this slug, of the centers of `user`; any other does not exist for them."""
    for stop in _in_charge(user, user.is_superuser).rows({"slug": slug}):
        return stop
    raise Http404


def stop_managed(user: User, slug: str) -> Stop:
    """The same, for its managers; whoever only reads its files is refused."""
    stop = stop_in_charge(user, slug)
    if not manages(user, stop):
        raise PermissionDenied
    return stop


def manages(user: User, stop: Stop) -> bool:
    """Whether `user` is a manager of the center of `stop`."""
    return user.is_superuser or any(_managed(user).rows({"center": stop.center_id}))


# What a colleague asks with each page is composed once for each of them.
@lru_cache(maxsize=256)
def _in_charge(user: User, _is_superuser: bool) -> Composed[Stop]:  # noqa: FBT001  part of a key
    stops = user.stops_in_charge().select_related("center__region")
    return Composed(lambda: stops.filter(slug=slot("slug")))


@lru_cache(maxsize=256)
def _managed(user: User) -> Composed[Center]:
    centers = user.centers(Membership.Role.MANAGER).only("pk")
    return Composed(lambda: centers.filter(pk=slot("center")))
