"""Pages of figures: what everybody may see of a stop, and what its staff sees."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.drawn_once import draw_once
from people.models import User
from programs.models import Stop
from reporting.figures import public_figures, staff_figures

STOPS = Stop.objects.select_related("center__region")


@login_not_required
@require_safe
def stop_figures(request: HttpRequest, stop: str) -> HttpResponse:
    """The public figures of a stop."""

    def context() -> dict[str, object]:
        at, person = get_object_or_404(STOPS.announced(), slug=stop), request.user
        reads_more = (
            person.is_authenticated
            and person.is_staff
            and _stops_read_by(person).filter(pk=at.pk).exists()
        )
        return {"stop": at, "figures": public_figures(at), "reads_more": reads_more}

    return draw_once(request, "reporting/figures.html", context, about=(stop,))


@require_safe
def desk_figures(request: HttpRequest) -> HttpResponse:
    """The stops whose every count this member of staff may read."""
    return render(request, "reporting/desk.html", {"stops": _readable(request)})


@require_safe
def desk_stop_figures(request: HttpRequest, stop: str) -> HttpResponse:
    """Every count of one stop, small numbers included."""
    at = get_object_or_404(_readable(request), slug=stop)
    context = {"stop": at, "figures": staff_figures(at)}
    return render(request, "reporting/desk_stop.html", context)


def _readable(request: HttpRequest) -> QuerySet[Stop]:
    """The stops whose every count this member of staff may read.

    Raises PermissionDenied for anybody else.
    """
    person: User = request.user  # type: ignore[assignment]  # LoginRequiredMiddleware lets nobody else in
    if not person.is_staff:
        raise PermissionDenied
    return _stops_read_by(person)


def _stops_read_by(person: User) -> QuerySet[Stop]:
    """Every stop for the national coordination, the stops of their center for other staff."""
    return STOPS.all() if person.is_national else STOPS.filter(pk__in=person.stops_in_charge())
