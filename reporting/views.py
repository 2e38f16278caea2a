"""The page of figures that everybody may see of a stop."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from core.drawn_once import draw_once
from reporting.figures import public_figures
from reporting.models import Bulletin
from reporting.readers import STOPS, stops_read_by
from reporting.statistics.files import delivered_to_all

BULLETIN = Bulletin.objects.standing().filter(stop=OuterRef("pk"))


@login_not_required
@require_safe
def stop_figures(request: HttpRequest, stop: str) -> HttpResponse:
    """The public figures of a stop."""

    def context() -> dict[str, object]:
        rows = STOPS.announced().annotate(has_bulletin=Exists(BULLETIN))
        at, person = get_object_or_404(rows, slug=stop), request.user
        reads_more = (
            person.is_authenticated
            and person.is_staff
            and stops_read_by(person).filter(pk=at.pk).exists()
        )
        return {"stop": at, "figures": public_figures(at), "reads_more": reads_more}

    return draw_once(request, "reporting/figures.html", context, about=(stop,))


@login_not_required
@require_safe
def stop_file(_request: HttpRequest, stop: str, table: str) -> HttpResponse:
    """One table of the public figures, as a file. Raises Http404 where nothing is shown of it."""
    at = get_object_or_404(STOPS.announced(), slug=stop)
    found = next((each for each in public_figures(at).tables if each.breakdown == table), None)
    if found is None:
        raise Http404
    return delivered_to_all(found, at.slug)
