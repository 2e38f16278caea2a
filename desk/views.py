"""The desk of a center: its stops, and keying in what came by telephone or in person."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from applications.models import Application
from people.access import manages, staff
from people.models import Membership
from people.todo import todo_items
from programs.models import Stop

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.http import HttpRequest, HttpResponse

    from people.models import User

KEEPS_COMING = {Stop.State.OPEN, Stop.State.CLOSED}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What needs them now; then their stops, and how many applications each received."""
    user = staff(request)
    stops = list(user.stops_in_charge().select_related("center"))
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    received = (
        Application.objects.filter(stop__in=stops, submitted_at__isnull=False)
        .order_by()
        .values("stop")
    )
    counted = received.annotate(
        total=Count("pk"), today=Count("pk", filter=Q(submitted_at__gte=midnight))
    )
    numbers = {row["stop"]: row for row in counted}
    rows = [{"total": 0, "today": 0, **numbers.get(stop.pk, {}), "stop": stop} for stop in stops]
    chooses = user.is_superuser or Membership.Role.MANAGER in user.roles
    context = {"rows": rows, "todo_items": todo_items(user, request.session), "chooses": chooses}
    return render(request, "desk/home.html", context)


def refusal_to_key_in(user: User, stop: Stop) -> str:
    """Why nothing can be keyed in at this stop now; empty when it can."""
    if stop.takes_applications:
        return ""
    if stop.state not in KEEPS_COMING:
        return _("This stop does not take applications now.")
    if manages(user, stop):
        return ""
    return _(
        "Applications are closed. "
        "Only a manager of the center may still record one that arrived in time."
    )


def refuse_lost_files(files: Collection[str], errors: dict[str, list[str]]) -> None:
    """Ask for chosen files again, beside their questions: browsers do not send them back."""
    for code in files:
        errors.setdefault(code, []).append(_("Please choose the file again."))
