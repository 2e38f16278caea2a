"""What partners propose to a stop, at its desk: a list, one page with the answer."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.keyset import Keyset
from core.refusals import saying_why
from partners.models import Offer
from partners.offers import actions
from partners.offers.forms import Reason, Texts
from partners.offers.making import is_public
from partners.offers.views import WITH_ALL
from people.access import manages, staff, stop_in_charge

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse

audit = logging.getLogger("microlabs.audit")
State = Offer.State


@require_safe
def every(request: HttpRequest, stop: str) -> HttpResponse:
    """Offers by state; those that wait come first to the eye."""
    at = stop_in_charge(staff(request), stop)
    asked = request.GET.get("state", State.PROPOSED)
    state = asked if asked in State else ""
    rows = Offer.objects.filter(stop=at).select_related(*WITH_ALL)
    rows = rows.filter(state=state) if state else rows
    page = Keyset(rows, ["-proposed_at", "-pk"]).page(request.GET.dict())
    context = {
        "stop": at,
        "offers": page.rows,
        **page.urls({"state": asked}),
        "states": [*State.choices, ("all", _("All"))],
        "state": state or "all",
    }
    return render(request, "partners/offers/desk.html", context)


@require_safe
def one(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """One offer, the words that are still missing, and the answer."""
    return _page(request, _offer(request, stop, pk))


@require_POST
def acceptance(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Make a workshop or an expert of it; the partner is told."""
    offer = _managed(request, stop, pk)
    form = Texts(request.POST, instance=Offer.objects.get(pk=offer.pk))
    if not form.is_valid():
        return _page(request, offer, texts=form)
    user = staff(request)
    try:
        made = actions.accept(offer, form.cleaned_data, by=user)
    except ValidationError as refusal:
        _say(form, refusal)
        return _page(request, offer, texts=form)
    audit.info("user %s accepted offer %s", user.pk, offer.pk)
    if made.workshop:
        messages.success(request, _("It is a draft now: look at it, then publish it."))
    elif made.is_new_expert:
        messages.success(request, _("The expert is told how to sign in and what to sign."))
    else:
        messages.success(request, _("This expert helps here already: nothing is written to them."))
    return redirect("offers_desk:one", stop, pk)


@require_POST
def refusal(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Decline it, with the reason; the partner is told."""
    offer = _managed(request, stop, pk)
    form = Reason(request.POST)
    if not form.is_valid():
        return _page(request, offer, reason=form)
    user = staff(request)
    try:
        actions.decline(offer, reason=form.cleaned_data["reason"], by=user)
    except ValidationError as refused:
        form.add_error(None, refused)
        return _page(request, offer, reason=form)
    audit.info("user %s declined offer %s", user.pk, offer.pk)
    told = _("Noted, and told kindly.")
    alone = _("Noted. Whoever proposed it has no account any more: nobody is written to.")
    messages.success(request, told if offer.by else alone)
    return redirect("offers_desk:one", stop, pk)


@require_POST
def undoing(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Let it wait again, while nothing of it is public."""
    offer = _managed(request, stop, pk)
    with saying_why(request):
        actions.undo(offer)
        audit.info("user %s undid the answer to offer %s", request.user.pk, offer.pk)
        messages.success(request, _("It waits for an answer again."))
    return redirect("offers_desk:one", stop, pk)


def _offer(request: HttpRequest, stop: str, pk: int) -> Offer:
    at = stop_in_charge(staff(request), stop)
    rows = Offer.objects.filter(stop=at).select_related(*WITH_ALL, "by", "answered_by")
    return get_object_or_404(rows.prefetch_related("provinces"), pk=pk)


def _managed(request: HttpRequest, stop: str, pk: int) -> Offer:
    offer = _offer(request, stop, pk)
    if not manages(staff(request), offer.stop):
        raise PermissionDenied
    return offer


def _say(form: Texts, refusal: ValidationError) -> None:
    """Each sentence beside its field; what has none on this page above all."""
    by_field = getattr(refusal, "message_dict", {NON_FIELD_ERRORS: refusal.messages})
    for name, said in by_field.items():
        form.add_error(name if name in form.fields else None, said)


def _page(
    request: HttpRequest,
    offer: Offer,
    *,
    texts: Texts | None = None,
    reason: Reason | None = None,
) -> HttpResponse:
    sent: forms.BaseForm | None = texts or reason
    context: dict[str, Any] = {
        "stop": offer.stop,
        "offer": offer,
        "form": sent,
        "texts": texts or Texts(initial=actions.texts_of(offer)),
        "reason": reason or Reason(),
        "may_manage": manages(staff(request), offer.stop),
        "is_public": is_public(offer),
    }
    status = 422 if sent else 200
    return render(request, "partners/offers/desk_one.html", context, status=status)
