"""Asking for a file of applications, waiting for it, taking it."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from core.delivery import CSV, XLSX, deliver
from core.keyset import CAP, capped_count
from core.language import language_of_page
from desk.filters import Filters, query_of
from desk.perimeter import Perimeter
from people.access import staff
from reporting.exports.writing import columns_to_choose
from reporting.models import Export
from reporting.tasks import wake

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from people.models import User

Groups = list[tuple[str, list[tuple[str, str]]]]
KEPT = timedelta(hours=24)
LATEST = 5
audit = logging.getLogger("microlabs.audit")


def keys_of(columns: Groups) -> list[str]:
    """The keys of columns that are grouped."""
    return [key for _group, choices in columns for key, _heading in choices]


class Asking(forms.Form):
    """As which kind of file."""

    format = forms.ChoiceField(
        label=gettext_lazy("Kind of file"),
        choices=lambda: Export.Format.choices,
        widget=forms.RadioSelect,
    )
    columns = forms.MultipleChoiceField(
        label=gettext_lazy("Columns"),
        required=False,  # none ticked: all of them
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, columns: Groups, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.many = len(keys_of(columns))
        field = self.fields["columns"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = columns

    @property
    def chosen(self) -> list[str]:
        """The ticked columns; none where all are: a question that is added later is there then."""
        ticked = self.cleaned_data["columns"]
        return [] if len(ticked) == self.many else list(ticked)


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
    last = _last(user, keys_of(columns))
    asked = request.POST if request.POST.get("format") else last
    form = Asking(asked if request.method == "POST" else None, initial=last.dict(), columns=columns)
    form.initial["columns"] = last.getlist("columns")
    if usable and request.method == "POST" and form.is_valid():
        row = _begin(user, filters, form)
        return redirect("reporting:export-progress", row.pk)
    count = capped_count(filters.narrow()) if usable else 0
    context: dict[str, Any] = {
        "form": form,
        "usable": usable,
        "count": min(count, CAP),
        "more_than": count > CAP,
        "chosen": _in_words(filters) if usable else [],
        "latest": Export.objects.filter(owner=user)[:LATEST],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "reporting/exports/new.html", context, status=status)


def _last(user: User, known: Sequence[str]) -> MultiValueDict[str, str]:
    """The kind of file and the columns that `user` took last, of those that are `known`."""
    last = Export.objects.filter(owner=user).values_list("format", "columns").first()
    kind, columns = last or (Export.Format.XLSX, [])
    kept = [key for key in known if key in columns]
    return MultiValueDict({"format": [kind], "columns": kept or [*known]})


def _begin(user: User, filters: Filters, form: Asking) -> Export:
    """Have a file of this kind, with these columns, made in the background."""
    row = Export.objects.create(
        owner=user,
        filters=filters.chosen(),
        stops=filters.stops,
        columns=form.chosen,
        format=form.cleaned_data["format"],
        language=language_of_page(),
        expires_at=timezone.now() + KEPT,
    )
    audit.info("user %s asked for export %s", user.pk, row.pk)
    wake(row)
    return row


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
    words = "q" in row.filters  # they may be a name, which stands in no address
    other = "" if words else f"{reverse('reporting:export')}?{urlencode(row.filters)}"
    context = {"export": row, "waiting": waiting, "other": other}
    response = render(request, "reporting/exports/progress.html", context)
    if waiting:
        response.headers["Refresh"] = "2"
    return response


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
