"""What can be downloaded of a sheet: what is to be put right, and the rows that are left out."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.cells import safe_cell
from core.delivery import CSV, XLSX, protect
from core.language import language_of_page
from desk.examining import looked_at
from desk.left_out import left_out_sheet
from desk.parcels import opened
from desk.reading import Choice

if TYPE_CHECKING:
    from django.http import HttpRequest

    from desk.outcomes import Outcome
    from desk.parcels import Parcel
    from programs.models import Stop


@require_safe
def errors(request: HttpRequest, stop: str, parcel: str) -> HttpResponse:
    """Everything that has to be put right, as CSV: row, column, sentence."""
    _user, at, sheet = opened(request, stop, parcel)
    choice = Choice.of(request.GET.dict())
    outcome = _outcome(sheet, at, choice)
    if outcome is None or outcome.refusal:
        back = redirect("desk:import-preview", at.slug, parcel)
        back["Location"] += choice.query
        return back
    response = HttpResponse("\ufeff", content_type=CSV)
    lines = csv.writer(response, delimiter=";", quoting=csv.QUOTE_ALL)
    lines.writerow([_("Row"), _("Column"), _("What to put right")])
    for problem in outcome.problems:
        lines.writerow([problem.row, safe_cell(problem.column), safe_cell(problem.sentence)])
    return protect(response, name="to-put-right.csv")


@require_safe
def left_out(request: HttpRequest, stop: str, parcel: str) -> HttpResponse:
    """The rows with problems and their reasons, as XLSX: before the others are recorded and after.

    Raises Http404 when there are none.
    """
    _user, at, sheet = opened(request, stop, parcel)
    rows = sheet.left_out
    if rows is None:
        outcome = _outcome(sheet, at, Choice.of(request.GET.dict()))
        if outcome is None or not outcome.wrong:
            raise Http404
        rows = left_out_sheet(outcome)
    return protect(HttpResponse(rows, content_type=XLSX), name="left-out.xlsx")


def _outcome(sheet: Parcel, stop: Stop, choice: Choice) -> Outcome | None:
    if not sheet.is_kept:
        raise Http404
    try:
        return looked_at(sheet, stop, language_of_page(), choice)
    except ValidationError as gone:
        raise Http404 from gone
