"""Which workshop of the desk somebody opens: their center's, or one that they lead."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from people.access import manages, staff
from workshops.models import Workshop

if TYPE_CHECKING:
    from django.http import HttpRequest

    from people.models import User


def seen(request: HttpRequest, stop: str, number: int) -> Workshop:
    """A workshop that this person may read; for anybody else there is none."""
    user = cast("User", request.user)
    rows = Workshop.objects.visible_to(user).select_related(
        "stop__center__region", "theme", "venue", "series", "prerequisite"
    )
    return get_object_or_404(rows, stop__slug=stop, number=number)


def changed(request: HttpRequest, stop: str, number: int) -> Workshop:
    """The same, for a manager of its center; whoever only reads it is refused."""
    user = staff(request)
    workshop = seen(request, stop, number)
    if not manages(user, workshop.stop):
        raise PermissionDenied
    return workshop
