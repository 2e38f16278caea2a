"""The report of a meeting: sent, looked at, confirmed; nothing of it is stored in between."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from core.files import refuse_infected
from workshops.hall.matching import keep, match, signed, unsigned
from workshops.hall.report_files import Attended, read_report
from workshops.hall.tabs import tabs
from workshops.hall.views import led

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

    def clean_file(self) -> object:
        """Read the people of the file."""
        data = self.cleaned_data["file"].read()
        refuse_infected(data)
        self.people = read_report(data)
        return self.cleaned_data["file"]


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """Where a report is sent, and what was read of it, to be confirmed."""
    workshop = led(request, stop, number)
    if request.method != "POST":
        return _drawn(request, workshop, Report(), [])
    form = Report(request.POST, request.FILES)
    if not form.is_valid():
        return _drawn(request, workshop, form, [], status=422)
    return _drawn(request, workshop, Report(), form.people)


@require_POST
def kept(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """Confirm what a preview showed: everybody of it at once, or nobody."""
    workshop = led(request, stop, number)
    try:
        people = unsigned(request.POST.get("people", ""))
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
        return redirect("hall:report", stop, number)
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


def _drawn(
    request: HttpRequest,
    workshop: Workshop,
    form: Report,
    people: list[Attended],
    *,
    chosen: Mapping[int, str] | None = None,
    wrong: str = "",
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
        "tabs": tabs(workshop, "hall:report"),
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
    }
    return render(request, "workshops/hall/report.html", context, status=status)
