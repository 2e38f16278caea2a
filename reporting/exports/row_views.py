"""Asking for a file of one stop's seats, sessions or needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.keyset import CAP, capped_count
from people.access import staff, stop_in_charge
from reporting.exports.asking import Asking, latest_of
from reporting.exports.row_sheets import SHEETS
from reporting.models import Export

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

Rows = Export.Rows


@require_http_methods(["GET", "HEAD", "POST"])
def seats(request: HttpRequest, stop: str) -> HttpResponse:
    """Who registered for which workshop, and who came."""
    return _export(request, stop, Rows.SEATS)


@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest, stop: str) -> HttpResponse:
    """Who meets which expert, and what became of it."""
    return _export(request, stop, Rows.SESSIONS)


@require_http_methods(["GET", "HEAD", "POST"])
def needs(request: HttpRequest, stop: str) -> HttpResponse:
    """Who needs what, and what became of it."""
    return _export(request, stop, Rows.NEEDS)


def _export(request: HttpRequest, slug: str, rows: Rows) -> HttpResponse:
    """What the file will hold. A POST has it made."""
    user = staff(request)
    stop = stop_in_charge(user, slug)
    sheet = SHEETS[rows](stop, user)
    columns = [(_("All columns"), [(each.key, str(each.heading)) for each in sheet.columns])]
    form = Asking.of(user, rows, columns, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        row = form.begin(user, rows, {"stop": stop.slug}, [stop.pk])
        return redirect("reporting:export-progress", row.pk)
    count = capped_count(sheet.rows)
    context: dict[str, Any] = {
        "stop": stop,
        "title": Export.TITLES[rows],
        "form": form,
        "usable": True,
        "count": min(count, CAP),
        "more_than": count > CAP,
        "chosen": [(_("Stop"), str(stop))],
        "latest": latest_of(user),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "reporting/exports/new.html", context, status=status)
