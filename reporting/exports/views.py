"""Asking for a file of applications; waiting for one of any kind, taking it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from core.delivery import CSV, XLSX, deliver
from core.keyset import CAP, capped_count
from core.language import language_of_page
from desk.filters import Filters, query_of
from desk.perimeter import Perimeter
from people.access import staff
from reporting.exports.asking import Asking, latest_of
from reporting.exports.writing import columns_to_choose
from reporting.models import Export

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

audit = logging.getLogger("microlabs.audit")


@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponse:
    """What the file will hold: the rows of the list that leads here. A POST has it made.

    A POST that says no kind of file, as the list's own, means what was taken last.
    """
    user = staff(request)
    filters = Filters(query_of(request), perimeter=Perimeter.of(user))
    usable = filters.is_valid() and not filters.drafts
    chosen = filters.chosen()
    columns = columns_to_choose(filters.narrow(), language_of_page(), chosen) if usable else []
    posted = request.POST if request.method == "POST" else None
    form = Asking.of(user, Export.Rows.APPLICATIONS, columns, posted)
    if usable and request.method == "POST" and form.is_valid():
        row = form.begin(user, Export.Rows.APPLICATIONS, chosen, filters.stops)
        return redirect("reporting:export-progress", row.pk)
    count = capped_count(filters.narrow()) if usable else 0
    context: dict[str, Any] = {
        "title": Export.TITLES[Export.Rows.APPLICATIONS],
        "form": form,
        "usable": usable,
        "count": min(count, CAP),
        "more_than": count > CAP,
        "chosen": _in_words(filters) if usable else [],
        "latest": latest_of(user),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "reporting/exports/new.html", context, status=status)


def _in_words(filters: Filters) -> list[tuple[str, str]]:
    """The filters as people read them: the label of the field, and that of the choice."""
    words = []
    for name, value in filters.chosen().items():
        field = filters.fields[name]
        choices: Any = field.choices if isinstance(field, forms.ChoiceField) else ()
        words.append((str(field.label), str(dict(choices).get(value, value))))
    return words


@require_safe
def progress(request: HttpRequest, pk: str) -> HttpResponse:
    """How far a file of one's own has come; the page renews itself until it is there."""
    row = get_object_or_404(Export, pk=pk, owner=staff(request))
    waiting = row.state in {Export.State.WAITING, Export.State.WORKING}
    context = {"export": row, "waiting": waiting, "other": _the_same_again(row)}
    response = render(request, "reporting/exports/progress.html", context)
    if waiting:
        response.headers["Refresh"] = "2"
    return response


def _the_same_again(row: Export) -> str:
    """Where the same rows can be asked for; nowhere when words were looked for."""
    if row.rows != Export.Rows.APPLICATIONS:
        return reverse(f"reporting:export-{row.rows}", args=[row.filters["stop"]])
    words = "q" in row.filters  # they may be a name, which stands in no address
    return "" if words else f"{reverse('reporting:export')}?{urlencode(row.filters)}"


@require_safe
def download(request: HttpRequest, pk: str) -> HttpResponseBase:
    """The file, to whoever asked for it and to nobody else, while it is kept."""
    user = staff(request)
    ready = Export.objects.to_be_taken(user)
    row = get_object_or_404(ready, pk=pk)
    ready.filter(pk=pk).update(downloads=F("downloads") + 1)
    audit.info("user %s downloaded export %s", user.pk, row.pk)
    name = f"microlabs-{timezone.localtime(row.created_at):%Y-%m-%d-%H%M}.{row.format}"
    return deliver(
        row.file, name=name, content_type=XLSX if row.format == Export.Format.XLSX else CSV
    )
