"""The partners of a stop at its desk: states of the doors, promises; no word of a partner's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from applications.models import Application
from core.keyset import Keyset
from core.refusals import saying_beside
from partners.access import Place
from partners.models import Offer, Profile, Promise, Referral
from partners.promises import actions
from partners.promises.figures import kept, states_of
from partners.promises.forms import PromiseForm
from people.access import manages, staff, stop_in_charge, stop_managed

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from programs.models import Stop


@require_safe
def overview(request: HttpRequest, stop: str) -> HttpResponse:
    """Each partner: its doors by state, its promises."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    return _overview(request, at, None, may_manage=manages(user, at))


@require_safe
def doors(request: HttpRequest, stop: str) -> HttpResponse:
    """The doors of the stop, the newest first: which file, to whom, in which state.

    Files are named by their number: who reads them without names reads no name here either.
    """
    at = stop_in_charge(staff(request), stop)
    rows = Referral.objects.filter(participation__stop=at).select_related("partner")
    page = Keyset(rows, ["-opened_at", "-pk"]).page(request.GET.dict())
    places = [row.participation_id for row in page.rows]
    files = Application.objects.filter(participation__in=places).order_by("submitted_at")
    known = dict(files.values_list("participation", "reference"))
    context = {
        "stop": at,
        "rows": [(row, known.get(row.participation_id, "")) for row in page.rows],
        **page.urls({}),
    }
    return render(request, "partners/promises/doors.html", context)


@require_POST
def promising(request: HttpRequest, stop: str) -> HttpResponse:
    """Write down what a partner promised."""
    user = staff(request)
    at = stop_managed(user, stop)
    form = PromiseForm(request.POST, places=_places(at))
    if form.is_valid():
        key = form.cleaned_data["key"]
        with saying_beside(form):
            actions.promise(at, form.place.partner, form.values(), by=user, key=key)
            messages.success(request, _("It is noted. The partner sees it too."))
            return redirect("partners_desk:all", stop)
    return _overview(request, at, form, may_manage=True)


@require_POST
def deletion(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Take a promise out."""
    at = stop_managed(staff(request), stop)
    actions.take_out(get_object_or_404(Promise, stop=at, pk=pk))
    messages.success(request, _("It is taken out."))
    return redirect("partners_desk:all", stop)


def _places(at: Stop) -> list[Place]:
    return [Place(partner, at) for partner in at.partners.all()]


def _overview(
    request: HttpRequest, at: Stop, form: PromiseForm | None, *, may_manage: bool
) -> HttpResponse:
    promises = Promise.objects.filter(stop=at).select_related("partner", "stop")
    context = {
        "stop": at,
        "states": states_of(at),
        "promises": kept(promises),
        "form": form or PromiseForm(places=_places(at)),
        "may_manage": may_manage,
        "offers": Offer.objects.waiting().filter(stop=at).count(),
        "pages": Profile.objects.proposed().filter(center=at.center_id).count(),
    }
    status = 422 if form else 200
    return render(request, "partners/promises/desk.html", context, status=status)
