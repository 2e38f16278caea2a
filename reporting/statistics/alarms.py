"""The alarms of the night's comparison on the page of figures, and that somebody takes note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from people.models import User
from people.roles import Role
from reporting.models import Alarm

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse


def is_told(user: object) -> bool:
    """Whether somebody answers for figures: managers, the coordination, the superuser."""
    return isinstance(user, User) and (
        user.is_superuser or user.is_national or Role.MANAGER in user.roles
    )


def standing_for(user: object) -> QuerySet[Alarm]:
    """The alarms that are shown to `user`."""
    return Alarm.objects.standing() if is_told(user) else Alarm.objects.none()


@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody has read it: it stands nowhere any longer, and who it was is kept."""
    if not is_told(request.user):
        raise PermissionDenied
    alarm = get_object_or_404(Alarm, pk=pk)
    rows = Alarm.objects.standing().filter(pk=alarm.pk)
    rows.update(seen_at=timezone.now(), seen_by=request.user)
    return redirect("reporting:desk-figures")
