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
from desk.importing import parcel_at, receive, record, remember
from desk.tasks import import_sheet
from desk.views import refusal_to_key_in
from people.access import staff, stop_in_charge

if TYPE_CHECKING:
    from django.http import HttpRequest

    from desk.importing import Parcel
    from people.models import User
    from programs.models import Stop

SHOWN = 50
AT_ONCE = 200


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
    if not context["done"]:
        if not sheet.is_kept:
            raise Http404
        try:
            checked = sheet.examine(at, language_of_page())
        except ValidationError as refusal:
            context["refusal"] = refusal.messages[0]
        else:
            context |= {"checked": checked, "problems": checked.problems[:SHOWN], "shown": SHOWN}
    return render(request, "desk/preview.html", context)


@require_safe
def errors(request: HttpRequest, stop: str, parcel: str) -> HttpResponse:
    """Everything that has to be put right, as CSV: row, column, sentence."""
    _user, at, sheet = _opened(request, stop, parcel)
    if not sheet.is_kept:
        raise Http404
    try:
        checked = sheet.examine(at, language_of_page())
    except ValidationError:
        return redirect("desk:import-preview", at.slug, parcel)
    response = HttpResponse("\ufeff", content_type=CSV)
    lines = csv.writer(response, delimiter=";", quoting=csv.QUOTE_ALL)
    lines.writerow([_("Row"), _("Column"), _("What to put right")])
    for problem in checked.problems:
        lines.writerow([problem.row, safe_cell(problem.column), safe_cell(problem.sentence)])
    return protect(response, name="to-put-right.csv")


@require_POST
def confirm(request: HttpRequest, stop: str, parcel: str) -> HttpResponse:
    """Record the sheet: a short one at once, a long one in the background."""
    user, at, sheet = _opened(request, stop, parcel)
    if refusal_to_key_in(user, at) or request.POST.get("agreed") != "yes":
        messages.error(
            request, refusal_to_key_in(user, at) or _("Please confirm that these people agreed.")
        )
        return redirect("desk:import-preview", at.slug, parcel)
    try:
        total = (
            len(sheet.examine(at, language_of_page()).ready)
            if sheet.is_kept and not sheet.is_recorded
            else 0
        )
    except ValidationError:
        return redirect("desk:import-preview", at.slug, parcel)
    if total > AT_ONCE:
        sheet.tell(0, total)
        try:
            import_sheet.apply_async((sheet.pk.hex, user.pk, at.pk), retry=False)
        except OperationalError:
            sheet.tell(0, 0)
            messages.error(
                request,
                _("Long imports cannot run just now. Please confirm again in a few minutes."),
            )
    elif not record(sheet, stop=at, by=user):
        messages.error(
            request, _("Nothing has been recorded. Please look at the sheet and confirm again.")
        )
    return redirect("desk:import-preview", at.slug, parcel)
