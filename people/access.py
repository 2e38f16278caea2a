"""Whose stop it is and who manages it.

Those who work in a center, and the superuser, whose visits are logged.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from people.models import Membership, User

if TYPE_CHECKING:
    from django.http import HttpRequest

    from programs.models import Stop

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
    return get_object_or_404(user.stops_in_charge().select_related("center__region"), slug=slug)


def stop_managed(user: User, slug: str) -> Stop:
    """The same, for its managers; whoever only reads its files is refused."""
    stop = stop_in_charge(user, slug)
    if not manages(user, stop):
        raise PermissionDenied
    return stop


def manages(user: User, stop: Stop) -> bool:
    """Whether `user` is a manager of the center of `stop`."""
    return (
        user.is_superuser
        or user.centers(Membership.Role.MANAGER).filter(pk=stop.center_id).exists()
    )
