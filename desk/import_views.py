"""Importing a sheet: a template to fill in, a look at every row, a confirmation; all or nothing."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from kombu.exceptions import OperationalError

from core.cells import safe_cell
from core.delivery import CSV, XLSX, protect
from core.language import language_of_page
from core.spreadsheets import LARGEST
from desk.blank import blank_sheet
from desk.checking import check
from desk.importing import Terms, parcel_at, receive, record, remember
from desk.left_out import left_out_sheet
from desk.previewing import preview_of
from desk.reading import Choice
from desk.tasks import import_sheet
from desk.views import refusal_to_key_in
from people.access import staff, stop_in_charge
from questionnaires.compiled_forms import current_version
from questionnaires.models import Questionnaire

if TYPE_CHECKING:
    from django.http import HttpRequest

    from desk.importing import Parcel
    from people.models import User
    from programs.models import Stop

SHOWN = 50
AT_ONCE = 200
TERMS = ("letters", "page", "header", "people", "leave_out")  # of a confirmation
ALPHABET_NAMES = [
    ("utf-8", gettext_lazy("Unicode (UTF-8)")),
    ("cp1256", gettext_lazy("Windows, Arabic")),
    ("cp1252", gettext_lazy("Windows, French")),
    ("mac_roman", gettext_lazy("Mac, French")),
    ("utf-16-le", gettext_lazy("Unicode of Excel (UTF-16)")),
]


class Upload(forms.Form):
    """The sheet to import."""

    sheet = forms.FileField(
        label=gettext_lazy("The sheet (XLSX or CSV, at most 5 MB and 2,000 rows)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, stop: str) -> HttpResponse:
    """The page that takes a sheet; one that cannot be read comes back with the reason."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    closed = refusal_to_key_in(user, at)
    form = Upload(request.POST, request.FILES) if request.method == "POST" else Upload()
    if request.method == "POST" and not closed and form.is_valid():
        sent = form.cleaned_data["sheet"]
        try:
            parcel = receive(sent.read(LARGEST + 1), stop=at, owner=user)
        except ValidationError as refusal:
            form.add_error("sheet", refusal)
        else:
            remember(request.session, parcel, stop=at)
            return redirect("desk:import-preview", at.slug, parcel.address)
    status = 422 if request.method == "POST" else 200
    return render(
        request, "desk/upload.html", {"stop": at, "form": form, "closed": closed}, status=status
    )


@require_safe
def blank(request: HttpRequest, stop: str) -> HttpResponse:
    """The template, in the language of the page."""
    at = stop_in_charge(staff(request), stop)
    response = HttpResponse(blank_sheet(at, language_of_page()), content_type=XLSX)
    return protect(response, name=f"microlabs-{at.slug}.xlsx")


def _opened(request: HttpRequest, stop: str, parcel: str) -> tuple[User, Stop, Parcel]:
    """Who asks, the stop, and their sheet. Raises Http404 for anybody else's."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    return user, at, parcel_at(parcel, stop=at, owner=user)


@require_safe
def preview(request: HttpRequest, stop: str, parcel: str) -> HttpResponse:
    """What the sheet would become, or how far its import has come."""
    _user, at, sheet = _opened(request, stop, parcel)
    context: dict[str, Any] = {"stop": at, "parcel": parcel, "done": sheet.is_recorded}
    done, total = sheet.progress
    if not context["done"] and total:
        context |= {"progress": done, "total": total}
        response = render(request, "desk/importing.html", context)
        response.headers["Refresh"] = "3"
        return response
    if context["done"]:
        context["left_out"] = sheet.left_out is not None
    elif not sheet.is_kept:
        raise Http404
    else:
        context |= _looked_at(sheet, at, Choice.of(request.GET.dict()))
    return render(request, "desk/preview.html", context)


def _looked_at(sheet: Parcel, stop: Stop, choice: Choice) -> dict[str, Any]:
    """What the page shows of a sheet that waits: its people, or why they cannot be read."""
    language = language_of_page()
    context: dict[str, Any] = {"choice": choice, "alphabets": ALPHABET_NAMES}
    version = current_version(Questionnaire.Purpose.CANDIDACY, stop).pk
    try:
        reading = sheet.read(stop, choice)
        context |= {"reading": reading, "choice": reading.choice}
        checked = check(reading, stop=stop, version_id=version, language=language)
    except ValidationError as refusal:
        return context | {"refusal": refusal.messages[0]}
    return context | {
        "checked": checked,
        "problems": checked.problems[:SHOWN],
        "shown": SHOWN,
        "preview": preview_of(reading, checked, stop=stop, language=language, version_id=version),
    }


@require_safe
def errors(request: HttpRequest, stop: str, parcel: str) -> HttpResponse:
    """Everything that has to be put right, as CSV: row, column, sentence."""
    _user, at, sheet = _opened(request, stop, parcel)
    if not sheet.is_kept:
        raise Http404
    try:
        checked = sheet.examine(at, language_of_page(), Choice.of(request.GET.dict()))
    except ValidationError:
        return redirect("desk:import-preview", at.slug, parcel)
    response = HttpResponse("\ufeff", content_type=CSV)
    lines = csv.writer(response, delimiter=";", quoting=csv.QUOTE_ALL)
    lines.writerow([_("Row"), _("Column"), _("What to put right")])
    for problem in checked.problems:
        lines.writerow([problem.row, safe_cell(problem.column), safe_cell(problem.sentence)])
    return protect(response, name="to-put-right.csv")


@require_safe
def left_out(request: HttpRequest, stop: str, parcel: str) -> HttpResponse:
    """The rows with problems and their reasons, as XLSX: before the others are recorded and after.

    Raises Http404 when there are none.
    """
    _user, at, sheet = _opened(request, stop, parcel)
    rows = sheet.left_out
    if rows is None:
        rows = _not_recorded(sheet, at, Choice.of(request.GET.dict()))
    return protect(HttpResponse(rows, content_type=XLSX), name="left-out.xlsx")


def _not_recorded(sheet: Parcel, stop: Stop, choice: Choice) -> bytes:
    if not sheet.is_kept:
        raise Http404
    try:
        reading = sheet.read(stop, choice)
        checked = sheet.examine(stop, language_of_page(), choice)
    except ValidationError as unreadable:
        raise Http404 from unreadable
    if not checked.problems:
        raise Http404
    return left_out_sheet(reading, checked)


@require_POST
def confirm(request: HttpRequest, stop: str, parcel: str) -> HttpResponse:
    """Record the people who were confirmed: few at once, many in the background."""
    user, at, sheet = _opened(request, stop, parcel)
    sent = {**request.POST.dict(), "language": language_of_page()}
    terms = Terms.of(sent)
    back = redirect("desk:import-preview", at.slug, parcel)
    back["Location"] += terms.choice.query
    closed = refusal_to_key_in(user, at)
    if closed or sent.get("agreed") != "yes":
        messages.error(request, closed or _("Please confirm that these people agreed."))
    elif (terms.people or 0) > AT_ONCE and sheet.is_kept and not sheet.is_recorded:
        _record_later(request, sheet, total=terms.people or 0)
    elif not terms.people or not record(sheet, stop=at, by=user, terms=terms):
        messages.error(
            request, _("Nothing has been recorded. Please look at the sheet and confirm again.")
        )
    return back


def _record_later(request: HttpRequest, sheet: Parcel, *, total: int) -> None:
    sheet.tell(0, total)
    sent = {name: request.POST.get(name, "") for name in TERMS} | {"language": language_of_page()}
    try:
        import_sheet.apply_async((sheet.pk.hex, sheet.owner_id, sheet.stop_id, sent), retry=False)
    except OperationalError:
        sheet.tell(0, 0)
        messages.error(
            request,
            _("Long imports cannot run just now. Please confirm again in a few minutes."),
        )
