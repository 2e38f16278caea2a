"""Which expert somebody opens: themselves, or one of the centers that they work for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse

from coaching.models import Expert
from people.access import staff, stop_in_charge, stop_managed

if TYPE_CHECKING:
    from django.http import HttpRequest

    from people.models import User
    from programs.models import Stop

KNOWN = Expert.objects.select_related("center__region", "user", "shadowed_by")


def of_the_desk(request: HttpRequest, stop: str, number: int) -> tuple[Stop, Expert]:
    """An expert of the center of a stop, for whoever works there."""
    at = stop_in_charge(staff(request), stop)
    return at, get_object_or_404(KNOWN, pk=number, center=at.center_id)


def managed(request: HttpRequest, stop: str, number: int) -> tuple[Stop, Expert]:
    """The same, for the managers of the center; whoever only reads is refused."""
    at = stop_managed(staff(request), stop)
    return at, get_object_or_404(KNOWN, pk=number, center=at.center_id)


def seen(request: HttpRequest, number: int) -> Expert:
    """An expert whose hours this person may read: their own, or of their centers."""
    user = cast("User", request.user)
    return get_object_or_404(KNOWN & Expert.objects.visible_to(user), pk=number)


def changed(request: HttpRequest, number: int) -> Expert:
    """The same, whose hours they may change."""
    expert = seen(request, number)
    if not may_change(cast("User", request.user), expert):
        raise PermissionDenied
    return expert


def own(request: HttpRequest, number: int) -> Expert:
    """One's own: nobody signs for somebody else."""
    return get_object_or_404(KNOWN, pk=number, user=cast("User", request.user))


def may_change(user: User, expert: Expert) -> bool:
    """Whether somebody may change the hours of an expert."""
    return Expert.objects.managed_by(user).filter(pk=expert.pk).exists()


def page_of(user: User, expert: Expert) -> str:
    """The page of an expert at the desk of somebody who works there: the way back; else nothing."""
    if expert.user_id == user.pk:
        return ""
    stops = user.stops_in_charge().filter(center=expert.center_id)
    slug = stops.order_by("-pk").values_list("slug", flat=True).first()
    return reverse("experts:one", args=[slug, expert.pk]) if slug else ""


def about(request: HttpRequest, expert: Expert) -> dict[str, Any]:
    """What every page of these hours shows: whose they are, and whether they are one's own."""
    user = cast("User", request.user)
    return {
        "expert": expert,
        "own": expert.user_id == user.pk,
        "may_change": may_change(user, expert),
    }
