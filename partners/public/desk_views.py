"""The pages of the partners at the desk of a stop: the team reads them before everybody does."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.refusals import saying_why
from partners.models import Profile
from partners.public.forms import ProfileForm
from partners.public.profiles import profile_of, put_in_force, set_aside, written
from people.access import manages, staff, stop_in_charge, stop_managed

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

audit = logging.getLogger("microlabs.audit")


@require_safe
def every(request: HttpRequest, stop: str) -> HttpResponse:
    """The partners of the stop, and whose words wait."""
    at = stop_in_charge(staff(request), stop)
    known = {each.partner_id: each for each in Profile.objects.filter(center=at.center_id)}
    rows = [(partner, known.get(partner.pk)) for partner in at.partners.all()]
    return render(request, "partners/public/desk.html", {"stop": at, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, stop: str, code: str) -> HttpResponse:
    """What was proposed, to be put right and in force by a manager."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    may_manage = manages(user, at)
    if request.method == "POST" and not may_manage:
        raise PermissionDenied
    partner = get_object_or_404(at.partners.all(), code=code)
    profile = profile_of(partner, at.center)
    sent = request.POST if request.method == "POST" else None
    form = ProfileForm(sent, initial=written(profile))
    if form.is_valid():
        put_in_force(partner, at.center, form.cleaned_data)
        audit.info("user %s put a page of partner %s in force", user.pk, partner.pk)
        messages.success(request, _("Everybody reads it now."))
        return redirect("pages_desk:one", stop, code)
    context = {
        "stop": at,
        "partner": partner,
        "profile": profile,
        "form": form,
        "may_manage": may_manage,
    }
    status = 422 if form.errors else 200
    return render(request, "partners/public/desk_one.html", context, status=status)


@require_POST
def refusal(request: HttpRequest, stop: str, code: str) -> HttpResponse:
    """Leave what is in force; what was proposed is dropped."""
    user = staff(request)
    at = stop_managed(user, stop)
    profile = get_object_or_404(Profile, center=at.center_id, partner__code=code)
    with saying_why(request):
        set_aside(profile)
        messages.success(request, _("What is in force stays as it is."))
    return redirect("pages_desk:one", stop, code)
