"""Importing a sheet: a template to fill in, a look at every row, a confirmation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from kombu.exceptions import OperationalError

from core.delivery import XLSX, protect
from core.language import language_of_page
from core.numbers import number
from core.refusals import saying_beside
from core.spreadsheets import LARGEST
from desk.blank import blank_sheet
from desk.examining import looked_at, receive
from desk.importing import CALLED_OFF, TERMS, Terms, record
from desk.parcels import opened, remember
from desk.reading import Choice
from desk.tasks import import_sheet, look_at_sheet
from desk.views import refusal_to_key_in
from people.access import staff, stop_in_charge

if TYPE_CHECKING:
    from collections.abc import Mapping

    from celery import Task
    from django.http import HttpRequest

    from desk.outcomes import Outcome
    from desk.parcels import Parcel

AT_ONCE = 200  # people who are recorded while somebody waits
RENEWED = "3"  # seconds between two looks at how far the background is
SENT = ("letters", "page", "header", "people", "leave_out")  # of a confirmation
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
        label=gettext_lazy("The sheet (XLSX or CSV, at most 5 MB and 10,000 rows)"),
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
        with saying_beside(form, "sheet"):
            parcel = receive(sent.read(LARGEST + 1), stop=at, owner=user)
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


@require_safe
def preview(request: HttpRequest, stop: str, parcel: str) -> HttpResponse:
    """What the sheet would become, or how far the background is with it."""
    _user, at, sheet = opened(request, stop, parcel)
    choice = Choice.of(request.GET.dict())
    context: dict[str, Any] = {"stop": at, "parcel": parcel, "choice": choice}
    if recorded := sheet.note("recorded"):
        return _answer(request, "desk/preview.html", context | {"recorded": recorded})
    if not sheet.is_kept:
        raise Http404
    if sheet.take_away(CALLED_OFF):
        messages.error(
            request, _("Nothing has been recorded. Please look at the sheet and confirm again.")
        )
    progress = sheet.progress
    if progress is None and not sheet.note(TERMS):
        outcome = looked_at(sheet, at, language_of_page(), choice)
        if outcome:
            return _answer(request, "desk/preview.html", context | _shown(outcome, request))
        is_begun = _later(sheet, look_at_sheet, language_of_page(), choice.told)
        progress = sheet.progress if is_begun else None
    context |= {"progress": progress, "is_confirmed": sheet.note(TERMS) is not None}
    if progress is None or progress.is_lost:
        return _answer(request, "desk/stopped.html", context)
    part = "HX-Request" in request.headers
    page = "desk/parts/import_progress.html" if part else "desk/importing.html"
    return render(request, page, context)


def _answer(request: HttpRequest, page: str, context: Mapping[str, Any]) -> HttpResponse:
    """A page that waits no longer; the part that asks for progress fetches it whole."""
    if "HX-Request" in request.headers:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, page, context)


def _shown(outcome: Outcome, request: HttpRequest) -> dict[str, Any]:
    """What the page shows of a sheet that waits: its people, or why they cannot be read."""
    context: dict[str, Any] = {"outcome": outcome, "alphabets": ALPHABET_NAMES}
    context |= {"choice": outcome.choice, "refusal": outcome.refusal}
    if outcome.refusal:
        return context
    if "after" not in request.GET:
        return context | {"lines": outcome.lines()}
    lines, before, after = outcome.page(number(request.GET["after"]))
    there = f"{outcome.choice.query or '?'}&after="
    return context | {
        "lines": lines,
        "is_page": True,
        "urls": {
            "previous_url": f"{there}{before}" if before >= 0 else "",
            "next_url": f"{there}{after}" if after >= 0 else "",
        },
    }


@require_POST
def confirm(request: HttpRequest, stop: str, parcel: str) -> HttpResponse:
    """Record the people who were confirmed: few at once, many in the background."""
    user, at, sheet = opened(request, stop, parcel)
    sent = {name: request.POST.get(name, "") for name in SENT} | {"language": language_of_page()}
    terms = Terms.of(sent)
    back = redirect("desk:import-preview", at.slug, parcel)
    back["Location"] += terms.choice.query
    closed = refusal_to_key_in(user, at)
    if closed or request.POST.get("agreed") != "yes":
        messages.error(request, closed or _("Please confirm that these people agreed."))
    elif (terms.people or 0) > AT_ONCE and sheet.is_kept and not sheet.is_recorded:
        if not _later(sheet, import_sheet, sent, total=terms.people or 0):
            messages.error(
                request,
                _("Long imports cannot run just now. Please confirm again in a few minutes."),
            )
    elif terms.people:
        record(sheet, stop=at, by=user, terms=terms)
    else:
        sheet.write(CALLED_OFF, {})
    return back


@require_POST
def again(request: HttpRequest, stop: str, parcel: str) -> HttpResponse:
    """Take up what stopped: the recording where it was, the reading from its beginning."""
    user, at, sheet = opened(request, stop, parcel)
    back = redirect("desk:import-preview", at.slug, parcel)
    back["Location"] += Choice.of(request.POST.dict()).query
    progress = sheet.progress
    if progress is None or progress.is_lost:
        sheet.hush()
        if sheet.note(TERMS) and not refusal_to_key_in(user, at):
            _later(sheet, import_sheet, total=progress.total if progress else 0)
    return back


def _later(sheet: Parcel, task: Task[Any, None], *sent: Any, total: int = 0) -> bool:
    """Give the sheet to the background; False when that does not answer."""
    sheet.tell("waiting", 0, total)
    try:
        task.apply_async((sheet.pk.hex, sheet.owner_id, sheet.stop_id, *sent), retry=False)
    except OperationalError:
        sheet.hush()
        return False
    return True
