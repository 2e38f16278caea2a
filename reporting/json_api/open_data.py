"""Open data: the public tables of every stop as files, with their licence and definitions."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.cells import safe_cell
from core.delivery import CSV, protect
from core.language import language_of_page
from core.links import absolute
from programs.models import Stop
from reporting.json_api.answers import figures
from reporting.json_api.licence import LICENCE

if TYPE_CHECKING:
    from django.http import HttpRequest

COLUMNS = (
    "population",
    "breakdown",
    "title",
    "value",
    "label",
    "count",
    "definition",
    "counted_at",
)
A_MINUTE = "public, max-age=60"


def _open(answer: HttpResponse) -> HttpResponse:
    """For the scripts of every site, which bring no cookies along."""
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cache-Control"] = A_MINUTE
    answer["Link"] = f'<{LICENCE}>; rel="license"'
    return answer


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Which files there are, and what one may do with them."""
    stops = Stop.objects.announced().select_related("center__region").order_by("slug")
    context = {"stops": stops, "licence": LICENCE}
    return render(request, "reporting/open_data.html", context)


@login_not_required
@require_safe
def catalog(_request: HttpRequest) -> HttpResponse:
    """The same for machines, as DCAT words it."""
    stops = Stop.objects.announced().select_related("center__region").order_by("slug")
    sets = [
        {
            "@type": "dcat:Dataset",
            "@id": _address("open-data-json", stop),
            "dct:title": str(stop),
            "dct:publisher": str(stop.center),
            "dct:license": LICENCE,
            "dct:accrualPeriodicity": "daily",
            "dcat:distribution": [
                _distribution("open-data-csv", stop, "text/csv"),
                _distribution("open-data-json", stop, "application/json"),
            ],
        }
        for stop in stops
    ]
    words = {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/"}
    whole = {
        "@context": words,
        "@type": "dcat:Catalog",
        "dct:title": "Microlabs",
        "dcat:dataset": sets,
    }
    return _open(JsonResponse(whole))


def _distribution(name: str, stop: Stop, kind: str) -> dict[str, str]:
    address = _address(name, stop)
    return {"@type": "dcat:Distribution", "dcat:downloadURL": address, "dcat:mediaType": kind}


def _address(name: str, stop: Stop) -> str:
    return absolute(reverse(f"reporting:{name}", args=[stop.slug]))


@login_not_required
@require_safe
def as_json(_request: HttpRequest, stop: str) -> HttpResponse:
    """The public figures of a stop."""
    at = get_object_or_404(Stop.objects.announced(), slug=stop)
    return _open(JsonResponse(figures(at), json_dumps_params={"ensure_ascii": False}))


@login_not_required
@require_safe
def as_csv(_request: HttpRequest, stop: str) -> HttpResponse:
    """The same, a line a number."""
    at = get_object_or_404(Stop.objects.announced(), slug=stop)
    text = StringIO(newline="")
    lines = csv.writer(text, quoting=csv.QUOTE_ALL)
    lines.writerow(COLUMNS)
    for line in _lines(figures(at)):
        lines.writerow([safe_cell(str(line[name])) for name in COLUMNS])
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type=CSV)
    name = f"microlabs-{at.slug}-{language_of_page()}.csv"
    return _open(protect(answer, name=name, public=True))


def _lines(shown: dict[str, Any]) -> list[dict[str, Any]]:
    total = {"breakdown": "total", "title": _("In all"), "value": ""}
    lines = [{**each, **total, "counted_at": shown["counted_at"]} for each in shown["totals"]]
    lines += [{**table, **row} for table in shown["tables"] for row in table["rows"]]
    return [
        {**line, "counted_at": line["counted_at"].isoformat() if line["counted_at"] else ""}
        for line in lines
    ]
