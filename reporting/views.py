"""The page of figures that everybody may see of a stop."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from core.drawn_once import draw_once
from reporting.figures import public_figures
from reporting.readers import STOPS, stops_read_by


@login_not_required
@require_safe
def stop_figures(request: HttpRequest, stop: str) -> HttpResponse:
    """The public figures of a stop."""

    def context() -> dict[str, object]:
        at, person = get_object_or_404(STOPS.announced(), slug=stop), request.user
        reads_more = (
            person.is_authenticated
            and person.is_staff
            and stops_read_by(person).filter(pk=at.pk).exists()
        )
        return {"stop": at, "figures": public_figures(at), "reads_more": reads_more}

    return draw_once(request, "reporting/figures.html", context, about=(stop,))
