"""A partner keeps its page: what it does, who may show the agenda, and the lines to copy."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.links import absolute
from partners.access import places_of, speaker
from partners.public.embedding import line_to_copy
from partners.public.forms import ProfileForm
from partners.public.profiles import profile_of, propose, written

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from partners.access import Place
    from people.models import User

audit = logging.getLogger("microlabs.audit")


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """One's pages: of each institution at each stop."""
    return render(request, "partners/public/mine.html", {"places": places_of(speaker(request))})


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, stop: str, code: str) -> HttpResponse:
    """What is written there; kept for the team to read before everybody does."""
    user = speaker(request)
    place = _place(user, stop, code)
    profile = profile_of(place.partner, place.stop.center)
    sent = request.POST if request.method == "POST" else None
    form = ProfileForm(sent, initial=written(profile))
    if form.is_valid():
        propose(place.partner, place.stop.center, form.cleaned_data, by=user)
        audit.info("user %s proposed a page of partner %s", user.pk, place.partner.pk)
        messages.success(request, _("Thank you. The team reads it, then everybody does."))
        return redirect("partner_pages:keep", stop, code)
    embedded = absolute(reverse("partner_pages:embedded", args=[code, stop]), posted=True)
    context = {
        "place": place,
        "stop": place.stop,
        "profile": profile,
        "form": form,
        "snippet": line_to_copy(embedded),
    }
    status = 422 if form.errors else 200
    return render(request, "partners/public/keep.html", context, status=status)


def _place(user: User, stop: str, code: str) -> Place:
    """One of one's own places; any other does not exist."""
    for place in places_of(user):
        if (place.stop.slug, place.partner.code) == (stop, code):
            return place
    raise Http404
