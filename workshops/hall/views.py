"""The sheet of a workshop: who comes and what they need, marked by a tap, with or without a net."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.refusals import saying_beside
from people.models import User
from workshops.hall.arrivals import mark
from workshops.hall.forms import Marking, kept_marks
from workshops.hall.sheet import SheetRow, sheet_of
from workshops.models import Arrival, ArrivalState, Workshop
from workshops.tabs import tabs

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def led(request: HttpRequest, stop: str, number: int) -> Workshop:
    """The workshop that this member of staff or trainer opens; nobody else finds one."""
    user = cast("User", request.user)
    rows = Workshop.objects.visible_to(user).select_related("stop__center", "venue")
    return get_object_or_404(rows, stop__slug=stop, number=number)


@require_http_methods(["GET", "HEAD", "POST"])
@ensure_csrf_cookie
def sheet(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """Everybody who has a seat or came; a tap marks one of them."""
    workshop = led(request, stop, number)
    form = Marking(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        with saying_beside(form):
            how = Arrival.How.SHEET
            mark(workshop, [form.tap], by=cast("User", request.user), how=how)
            row = form.tap.row
            return redirect(f"{request.path}#{row}")
    return _drawn(request, workshop, form)


@require_safe
@ensure_csrf_cookie
def unplugged(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """The same sheet as a phone keeps it: what is tapped there waits for a network."""
    return _drawn(request, led(request, stop, number), None, unplugged=True)


def _drawn(
    request: HttpRequest, workshop: Workshop, form: Marking | None, *, unplugged: bool = False
) -> HttpResponse:
    context = {
        "workshop": workshop,
        "stop": workshop.stop,
        "sheet": sheet_of(workshop),
        "form": form,
        "home": reverse("hall:sheet", args=[workshop.stop.slug, workshop.number]),
        "states": ArrivalState.choices,
        "blank": SheetRow(row="w", name=""),
        "tabs": tabs(workshop, "hall:sheet", request.user),
        "unplugged": unplugged,
        "new_key": uuid4(),
        "walk_in": uuid4(),
    }
    return render(request, "workshops/hall/sheet.html", context, status=422 if form else 200)


@require_POST
def marks(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """What a phone kept while it had no network: each mark once, whatever came before.

    Says which marks need not be sent again; one that is refused stands beside with its sentence.
    """
    workshop = led(request, stop, number)
    user = cast("User", request.user)
    try:
        sent = kept_marks(request.POST.get("marks", ""))
    except ValidationError as refused:
        return JsonResponse({"message": refused.messages[0]}, status=422)
    told = {key: _kept(workshop, form, by=user) for key, form in sent}
    refused_marks = {key: sentence for key, sentence in told.items() if sentence}
    return JsonResponse({"done": list(told), "refused": refused_marks})


def _kept(workshop: Workshop, form: Marking, *, by: User) -> str:
    """Keep one mark; the sentence why not, or none."""
    if not form.is_valid():
        return next(str(sentence) for errors in form.errors.values() for sentence in errors)
    try:
        mark(workshop, [form.tap], by=by, how=Arrival.How.DOOR)
    except ValidationError as refused:
        return str(refused.messages[0])
    return ""
