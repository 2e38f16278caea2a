"""Pages of figures for partners: fixed tables at fixed addresses, and never a person."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST, require_safe

from core.delivery import CSV, XLSX, protect
from core.links import absolute
from core.refusals import saying_why
from partners.models import Profile
from partners.public.embedding import embeddable, line_to_copy
from people.access import manages, staff, stop_managed
from people.models import User
from programs.models import Stop
from reporting.dashboards.access import Perspective, looked_at, perspectives
from reporting.dashboards.files import as_csv, as_xlsx
from reporting.disclosure import cubes
from reporting.disclosure.actions import release_first
from reporting.disclosure.tables import Place, days, of_place, over_time, published

if TYPE_CHECKING:
    from django.http import HttpRequest

    from programs.models import Partner

FILES = {"csv": (as_csv, CSV), "xlsx": (as_xlsx, XLSX)}
FRAMED = "kind"  # the cube that another site shows: four lines fit into any frame


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The newest tables of whoever has one perspective; else a choice."""
    found = perspectives(request)
    if len(found) == 1:
        places = found[0].places()
        return _page(request, found[0], next(iter(places)), None)
    return render(request, "reporting/dashboards/home.html", {"perspectives": found})


@require_safe
def tables(request: HttpRequest, partner: str, place: str, day: str = "") -> HttpResponse:
    """The tables of one place, of the newest release or of an earlier one."""
    perspective, _ = looked_at(request, partner, place)
    return _page(request, perspective, place, day)


@require_safe
def file(
    request: HttpRequest, partner: str, place: str, day: str, theme: str, cube: str, kind: str
) -> HttpResponse:
    """One table as CSV or XLSX."""
    perspective, where = looked_at(request, partner, place)
    at = _day(where, day)
    themes = list(perspective.partner.themes.filter(code=theme))
    of_release = cube != cubes.RELEASES
    found = of_place(where, themes, at, code=cube) if of_release else over_time(where, themes)
    for table in found:
        if table.cube == cube and table.is_shown and kind in FILES:
            write, content_type = FILES[kind]
            answer = HttpResponse(write(table), content_type=content_type)
            protect(answer, name=f"{place}-{day}-{theme}-{cube}.{kind}")
            return answer
    raise Http404


@require_POST
def first_release(request: HttpRequest, stop: str) -> HttpResponse:
    """Publish the tables of a new stop before the month is over."""
    at = stop_managed(staff(request), stop)
    with saying_why(request):
        release_first(stop=at)
        messages.success(request, gettext("The figures are published: partners can read them."))
    return redirect("dashboards:home")


@login_not_required
@require_safe
def embedded(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """The needs of a partner’s themes at a stop in a frame of its site; it sets no cookie."""
    stop = get_object_or_404(Stop.objects.announced().select_related("center__region"), slug=slug)
    partner = get_object_or_404(stop.partners.all(), code=code)
    profile = Profile.objects.filter(partner=partner, center=stop.center_id).first()
    context = {
        "stop": stop,
        "partner": partner,
        "tables": [each for each in published(partner, stop) if each.cube == FRAMED],
        "rule": cubes.rule(),
        "language": get_language(),
        "CSP_NONCE": request.csp_nonce,  # type: ignore[attr-defined]  # of its middleware
    }
    page = render_to_string("reporting/dashboards/embedded.html", context)
    return embeddable(page, profile.hosts if profile else [])


def _day(place: Place, day: str) -> date:
    """A release that there is. Raises Http404."""
    for each in days(place):
        if each.isoformat() == day:
            return each
    raise Http404


def _is_manager(request: HttpRequest, stop: Stop) -> bool:
    user: User = request.user  # type: ignore[assignment]  # a perspective has no visitor
    return user.is_staff and manages(user, stop)


def _snippet(partner: Partner, place: Place) -> str:
    """By which the site of a partner shows the needs at a stop; of no other place."""
    if place.stop is None:
        return ""
    page = reverse("dashboards:embedded", args=[partner.code, place.stop.slug])
    return line_to_copy(absolute(page, posted=True))


def _page(
    request: HttpRequest, perspective: Perspective, place: str, day: str | None
) -> HttpResponse:
    places = perspective.places()
    where = places[place]
    releases = days(where)
    at = _day(where, day) if day else next(iter(releases), None)
    themes = list(perspective.partner.themes.all())
    found = [*of_place(where, themes, at), *over_time(where, themes)] if at else []
    context = {
        "perspective": perspective,
        "place": place,
        "name": where.name,
        "places": {word: each.name for word, each in places.items()},
        "releases": releases,
        "at": at,
        "is_earlier": bool(day),  # at an address of its own
        "themes": [
            (theme, [table for table in found if table.theme == theme.code]) for theme in themes
        ],
        "managed": where.stop is not None and _is_manager(request, where.stop),
        "knows_themes": bool(themes),
        "snippet": _snippet(perspective.partner, where),
    }
    return render(request, "reporting/dashboards/tables.html", context)
