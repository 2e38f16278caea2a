"""The first page of the staff: what needs them today; the country, for its coordination."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.http import JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from applications.models import Application
from desk.country import country
from desk.setup.life import lives_of
from people.access import at_the_desk, staff, works_here
from people.roles import Role
from people.todo import last_counts, todo_items

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from programs.models import Stop


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What needs them now; then their stops, and how many applications each received."""
    user = at_the_desk(request)
    if not works_here(user):
        waiting = [item for item in todo_items(user, request.session) if item.count]
        return render(request, "desk/country.html", {"country": country(), "todo_items": waiting})
    stops = list(user.stops_in_charge().select_related("center"))
    items = todo_items(user, request.session)
    context = {
        "todo_items": [item for item in items if item.count],
        "idle": [item for item in items if not item.count],
        "rows": _rows(stops),
        "prepares": user.is_superuser or Role.MANAGER in user.roles,
    }
    return render(request, "desk/home.html", context)


def _rows(stops: list[Stop]) -> list[dict[str, Any]]:
    """Each stop, where it stands, how many it received in all, and today."""
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    received = (
        Application.objects.filter(stop__in=stops, submitted_at__isnull=False)
        .order_by()
        .values("stop")
    )
    counted = received.annotate(
        total=Count("pk"), today=Count("pk", filter=Q(submitted_at__gte=midnight))
    )
    numbers, lives = {row["stop"]: row for row in counted}, lives_of(stops)
    none = {"total": 0, "today": 0}
    return [
        {**none, **numbers.get(stop.pk, {}), "stop": stop, "life": lives[stop.pk]} for stop in stops
    ]


@require_safe
def waiting(request: HttpRequest) -> JsonResponse:
    """How many wait at each page of the side menu, counted now: pages ask for it by a script."""
    user = staff(request)
    todo_items(user, request.session)
    _since, counts = last_counts(user)
    return JsonResponse({"counts": counts})
