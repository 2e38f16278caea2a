"""A partner's pages of what it proposes: a list, one offer, a new one."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.keyset import Keyset
from core.refusals import saying_beside, saying_why
from partners.access import places_of, speaker
from partners.models import Offer
from partners.offers import actions
from partners.offers.forms import OfferForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

audit = logging.getLogger("microlabs.audit")
WITH_ALL = ("stop__center", "partner", "theme", "workshop", "expert")


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """What one's institution proposed, the newest first."""
    rows = Offer.objects.proposed_by(speaker(request)).select_related(*WITH_ALL)
    page = Keyset(rows, ["-proposed_at", "-pk"]).page(request.GET.dict())
    context = {"offers": page.rows, **page.urls({})}
    return render(request, "partners/offers/offers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Propose something; nothing typed is lost."""
    user = speaker(request)
    sent = request.POST if request.method == "POST" else None
    form = OfferForm(sent, places=places_of(user))
    if form.is_valid():
        with saying_beside(form):
            key = form.cleaned_data["key"]
            offer = actions.propose(form.place, form.values(), by=user, key=key)
            audit.info("user %s proposed offer %s", user.pk, offer.pk)
            messages.success(request, _("Thank you. The team of the stop reads it."))
            return redirect("offers:one", offer.pk)
    status = 422 if form.errors else 200
    return render(request, "partners/offers/form.html", {"form": form}, status=status)


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One offer: what the team says of it, and what became of it."""
    return render(request, "partners/offers/one.html", {"offer": _own(request, pk)})


@require_POST
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back while nobody has answered."""
    offer = _own(request, pk)
    with saying_why(request):
        actions.take_back(offer)
        messages.success(request, _("It is taken back."))
    return redirect("offers:one", pk)


def _own(request: HttpRequest, pk: int) -> Offer:
    rows = Offer.objects.proposed_by(speaker(request)).select_related(*WITH_ALL)
    return get_object_or_404(rows.prefetch_related("provinces"), pk=pk)
