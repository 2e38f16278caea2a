"""The report of a meeting: sent, looked at, confirmed; nothing of it is stored in between."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from core.files import received
from core.refusals import saying_why
from workshops.hall.matching import keep, match, signed, unsigned
from workshops.hall.report_days import another_day
from workshops.hall.report_files import LARGEST, Attended, people_of, rows_of
from workshops.hall.views import led
from workshops.tabs import tabs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from people.models import User
    from workshops.models import Workshop


class Report(forms.Form):
    """The file that a meeting program wrote."""

    file = forms.FileField(
        label=gettext_lazy("Attendance report"),
        help_text=gettext_lazy(
            "Of Teams, Zoom, Meet or BigBlueButton: CSV or XLSX, as downloaded."
        ),
    )

    people: list[Attended]
    rows: list[list[str]]

    def clean_file(self) -> object:
        """Read the people of the file."""
        large = _("This file is too large for a report of attendance.")
        sent = self.cleaned_data["file"]
        self.rows = rows_of(received(sent, largest=LARGEST, too_large=large))
        self.people = people_of(self.rows)
        return sent


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """Where a report is sent, and what was read of it, to be confirmed."""
    workshop = led(request, stop, number)
    if request.method != "POST":
        return _drawn(request, workshop, Report(), [])
    form = Report(request.POST, request.FILES)
    if not form.is_valid():
        return _drawn(request, workshop, form, [], status=422)
    other = another_day(form.rows, workshop.starts_on)
    return _drawn(request, workshop, Report(), form.people, other=other)


@require_POST
def kept(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """Confirm what a preview showed: everybody of it at once, or nobody."""
    workshop = led(request, stop, number)
    with saying_why(request):
        people = unsigned(request.POST.get("people", ""))
        chosen = {at: request.POST.get(f"who-{at}", "") for at in range(len(people))}
        try:
            count = keep(workshop, people, chosen, by=cast("User", request.user))
        except ValidationError as refused:
            form = Report()
            wrong = refused.messages[0]
            return _drawn(request, workshop, form, people, chosen=chosen, wrong=wrong, status=422)
        told = ngettext(
            "%(count)s person of the report is marked present.",
            "%(count)s people of the report are marked present.",
            count,
        )
        messages.success(request, told % {"count": count})
        return redirect("hall:sheet", stop, number)
    return redirect("hall:report", stop, number)


def _drawn(
    request: HttpRequest,
    workshop: Workshop,
    form: Report,
    people: list[Attended],
    *,
    chosen: Mapping[int, str] | None = None,
    wrong: str = "",
    other: str = "",
    status: int = 200,
) -> HttpResponse:
    matches = match(workshop, people) if people else []
    taken = {each.seat.pk for each in matches if each.known and each.seat}
    seats = workshop.seats.filter(state="seated").exclude(pk__in=taken)
    asked = [
        (at, each.said, (chosen or {}).get(at) or (str(each.seat.pk) if each.seat else ""))
        for at, each in enumerate(matches)
        if not each.known
    ]
    context = {
        "workshop": workshop,
        "stop": workshop.stop,
        "tabs": tabs(workshop, "hall:report", request.user),
        "form": form,
        "people": signed(people) if people else "",
        "known": [each for each in matches if each.known],
        "asked": asked,
        "seats": [
            (str(seat.pk), seat.participation.person.name)
            for seat in seats.select_related("participation__person").order_by("position")
        ]
        if asked
        else [],
        "wrong": wrong,
        "other": other,
    }
    return render(request, "workshops/hall/report.html", context, status=status)
