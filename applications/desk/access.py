"""What somebody who works here may hold at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from applications.models import Application
from people.models import Membership

if TYPE_CHECKING:
    from people.models import User
    from programs.models import Stop


def stop_in_charge(user: User, slug: str) -> Stop:
    """The stop at this address, of the centers of `user`; any other does not exist for them."""
    return get_object_or_404(user.stops_in_charge().select_related("center__region"), slug=slug)


def stop_managed(user: User, slug: str) -> Stop:
    """The same, for its managers; whoever only reads its files is refused."""
    stop = stop_in_charge(user, slug)
    if not manages(user, stop):
        raise PermissionDenied
    return stop


def manages(user: User, stop: Stop) -> bool:
    """Whether `user` is a manager of the center of `stop`."""
    return user.is_superuser or user.centers(Membership.Role.MANAGER).filter(pk=stop.center_id).exists()


def file_in_charge(user: User, slug: str, reference: str) -> Application:
    """A file that was sent to that stop."""
    files = Application.objects.in_charge_of(user).filter(submitted_at__isnull=False)
    return get_object_or_404(files.select_related("stop__center__region"), stop__slug=slug, reference=reference)


def may_key_in_late(user: User, stop: Stop) -> bool:
    """Whether `user` may still record what reached the center in time: its managers may."""
    return manages(user, stop)
