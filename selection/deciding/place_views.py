"""The places of a stop at the desk: who is awaited, who is next, how each passed on, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from applications.actions import confirm_place
from applications.models import Application
from applications.places import fill, freed_places, take_back
from people.access import manages, staff, stop_in_charge, stop_managed
from selection.deciding.forms import Why
from selection.deciding.places_overview import places_overview

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from people.models import User
    from programs.models import Stop


@require_safe
def seats(request: HttpRequest, stop: str) -> HttpResponse:
    """Where every place of the stop is."""
    user = staff(request)
    return _page(request, stop_in_charge(user, stop), user)


def _page(request: HttpRequest, at: Stop, user: User, refused: Any = ()) -> HttpResponse:
    context = {
        "stop": at,
        "places_overview": places_overview(at),
        "may_move": manages(user, at),
        "refused": refused,
    }
    return render(
        request, "selection/deciding/places.html", context, status=422 if refused else 200
    )


@require_POST
def offering(request: HttpRequest, stop: str) -> HttpResponse:
    """Offer every free place to the waiting list, in its order."""
    user = staff(request)
    at = stop_managed(user, stop)
    count = len(fill(at, by=user))
    sentence = ngettext(
        "%(count)d place has been offered.", "%(count)d places have been offered.", count
    )
    messages.success(request, sentence % {"count": count})
    return redirect("deciding:seats", at.slug)


@require_POST
def taking_back(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Give a place that was passed on back to whom it was offered first."""
    user = staff(request)
    at = stop_managed(user, stop)
    freed = get_object_or_404(freed_places(at), pk=pk)
    form = Why(request.POST)
    if not form.is_valid():
        return _page(request, at, user, [_("Please say why: it stays in the history of the file.")])
    try:
        take_back(freed, by=user, why=form.cleaned_data["why"])
    except ValidationError as refusal:
        return _page(request, at, user, refusal.messages)
    messages.success(request, _("The place is offered again to whom it was offered first."))
    return redirect("deciding:seats", at.slug)


@require_POST
def confirmation(request: HttpRequest, stop: str, reference: str) -> HttpResponse:
    """Confirm for somebody who says so on the telephone."""
    user = staff(request)
    at = stop_managed(user, stop)
    offered = get_object_or_404(
        Application.objects.with_stop(), stop=at, reference=reference, confirm_by__isnull=False
    )
    try:
        confirm_place(offered, by=user)
    except ValidationError as refusal:
        return _page(request, at, user, refusal.messages)
    messages.success(request, _("The place is confirmed."))
    return redirect("deciding:seats", at.slug)
