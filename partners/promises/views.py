"""A partner's page of its promises, and of how fast it answers beside all others together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.refusals import saying_beside
from partners.access import places_of, speaker
from partners.models import Promise
from partners.promises import actions
from partners.promises.figures import FEWEST_ANSWERS, FEWEST_PARTNERS, comparison, kept
from partners.promises.forms import PromiseForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from partners.access import Place
    from partners.promises.figures import Comparison


@require_http_methods(["GET", "HEAD", "POST"])
def every(request: HttpRequest) -> HttpResponse:
    """What was promised and how it stands (GET); one more (POST)."""
    user = speaker(request)
    places = places_of(user)
    sent = request.POST if request.method == "POST" else None
    form = PromiseForm(sent, places=places)
    if form.is_valid():
        place, key = form.place, form.cleaned_data["key"]
        with saying_beside(form):
            actions.promise(place.stop, place.partner, form.values(), by=user, key=key)
            messages.success(request, _("It is noted. The team of the stop sees it too."))
            return redirect("promises:all")
    promises = Promise.objects.made_by(user).select_related("stop", "partner")
    context = {
        "form": form,
        "promises": kept(promises),
        "compared": _compared(places),
        "partners": FEWEST_PARTNERS,
        "answers": FEWEST_ANSWERS,
    }
    status = 422 if form.errors else 200
    return render(request, "partners/promises/promises.html", context, status=status)


@require_POST
def deletion(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a promise out."""
    actions.take_out(get_object_or_404(Promise.objects.made_by(speaker(request)), pk=pk))
    messages.success(request, _("It is taken out."))
    return redirect("promises:all")


def _compared(places: Sequence[Place]) -> list[tuple[Place, Comparison]]:
    """Each institution in each region once."""
    once = {(place.partner, place.stop.center_id): place for place in places}
    return [(place, comparison(place.partner, place.stop.center)) for place in once.values()]
