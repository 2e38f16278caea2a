"""Who comes to the desk, and what they may hold there."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from applications.models import Application
from people.models import Membership, User

if TYPE_CHECKING:
    from django.http import HttpRequest

    from programs.models import Stop

audit = logging.getLogger("microlabs.audit")


def works_here(user: object) -> bool:
    """Whether somebody works on files: in a center, or as the superuser."""
    return isinstance(user, User) and (user.is_superuser or bool(user.roles & {*Membership.CENTER_ROLES}))


def staff(request: HttpRequest) -> User:
    """The member of staff who asks; anybody else is refused before any look-up. A superuser is written down."""
    user = request.user
    if not isinstance(user, User) or not works_here(user):
        raise PermissionDenied
    if user.is_superuser:
        audit.info("superuser %s: %s %s", user.pk, request.method, request.path)
    return user


def stop_in_charge(user: User, slug: str) -> Stop:
    """The stop at this address, of the centers of `user`; any other does not exist for them."""
    return get_object_or_404(user.stops_in_charge().select_related("center__region"), slug=slug)


def file_in_charge(user: User, slug: str, reference: str) -> Application:
    """A file that was sent to that stop."""
    files = Application.objects.in_charge_of(user).filter(submitted_at__isnull=False)
    return get_object_or_404(files.select_related("stop__center__region"), stop__slug=slug, reference=reference)


def may_key_in_late(user: User, stop: Stop) -> bool:
    """Whether `user` may still record what reached the center in time: its managers may."""
    return user.is_superuser or user.centers(Membership.Role.MANAGER).filter(pk=stop.center_id).exists()
