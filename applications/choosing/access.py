"""Who chooses: the managers of the center of a stop. Its reviewers judge, and do not see what is prepared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from applications.desk.access import stop_in_charge
from people.access import staff
from people.models import Membership

if TYPE_CHECKING:
    from django.http import HttpRequest

    from people.models import User
    from programs.models import Stop


def manager_at(request: HttpRequest, slug: str) -> tuple[User, Stop]:
    """The manager who asks, and their stop; for other centers it does not exist, reviewers are refused."""
    user = staff(request)
    stop = stop_in_charge(user, slug)
    if not (user.is_superuser or user.centers(Membership.Role.MANAGER).filter(pk=stop.center_id).exists()):
        raise PermissionDenied
    return user, stop
