"""The staff's figures: of a stop, of all their stops, and each table as a file."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reporting.readers import readable
from reporting.statistics.alarms import standing_for
from reporting.statistics.asked import Asked
from reporting.statistics.files import delivered
from reporting.statistics.forms import PAGE

if TYPE_CHECKING:
    from django.http import HttpRequest

PAGE_OF_A_STOP, PAGE_OF_ALL = "reporting/desk_stop.html", "reporting/desk.html"


@require_safe
def desk_figures(request: HttpRequest) -> HttpResponse:
    """The stops whose every count this member of staff may read, side by side and together."""
    stops = list(readable(request))
    asked = Asked.of(request.GET, stops, one=False)
    alarms = standing_for(request.user)
    return _page(request, asked, PAGE_OF_ALL, {"stops": stops, "alarms": alarms})


@require_safe
def desk_file(request: HttpRequest, table: str) -> HttpResponse:
    """One table of all these stops, as a file."""
    return _file(Asked.of(request.GET, list(readable(request)), one=False), table, "microlabs")


@require_safe
def desk_stop_figures(request: HttpRequest, stop: str) -> HttpResponse:
    """Every count of one stop, small numbers included."""
    at = get_object_or_404(readable(request), slug=stop)
    asked = Asked.of(request.GET, [at], one=True)
    return _page(request, asked, PAGE_OF_A_STOP, {"stop": at})


@require_safe
def desk_stop_file(request: HttpRequest, stop: str, table: str) -> HttpResponse:
    """One table of one stop, as a file."""
    at = get_object_or_404(readable(request), slug=stop)
    return _file(Asked.of(request.GET, [at], one=True), table, at.slug)


@require_safe
def moved(request: HttpRequest, stop: str) -> HttpResponse:
    """Where the figures of a stop stood before."""
    at = get_object_or_404(readable(request), slug=stop)
    return redirect("reporting:desk-stop-figures", at.slug, permanent=True)


def _page(
    request: HttpRequest, asked: Asked, template: str, about: dict[str, object]
) -> HttpResponse:
    """The page, or the sentence for which there is none; what was typed stays."""
    refused, status, shown, beyond = "", HTTPStatus.OK, [], False
    if refusal := asked.refusal():
        refused, status = refusal
    elif asked.stops:
        shown = asked.on_the_page(asked.tables())
        if beyond := not shown:
            refused = _("The table has no such page. Please go back to its first one.")
            status = HTTPStatus.NOT_FOUND
    query = request.GET.copy()
    query.pop(PAGE, None)
    query.pop("lang", None)
    here = {"asked": asked, "tables": shown, "refused": refused, "query": query.urlencode()}
    return render(request, template, {**about, **here, "beyond": beyond}, status=status)


def _file(asked: Asked, code: str, name: str) -> HttpResponse:
    """The table with this code, whole. Raises Http404 where there is none."""
    if refusal := asked.refusal():
        refused, status = refusal
        return HttpResponse(refused, status=status, content_type="text/plain; charset=utf-8")
    found = next((each for each in asked.tables() if each.code == code), None)
    if found is None:
        raise Http404
    return delivered(found, name)
