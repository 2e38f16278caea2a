"""The codes of a partner's stand: whoever scans one comes to its page, and decides there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from core.links import absolute
from core.qr import qr_file
from partners.access import places_of, speaker

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def stand(request: HttpRequest) -> HttpResponse:
    """One code a stop, to be shown on a screen or printed."""
    codes = []
    for place in places_of(speaker(request)):
        link = absolute(reverse("doors:one", args=[place.stop.slug, place.partner.code]))
        codes.append((place, link, mark_safe(qr_file(link))))  # noqa: S308  our own drawing
    return render(request, "partners/doors/stand.html", {"codes": codes})
