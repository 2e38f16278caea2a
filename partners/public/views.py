"""What everybody reads of a partner at a stop, and the agenda that other sites show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from core.links import absolute
from partners.access import receiving
from partners.models import Profile
from partners.public.embedding import embeddable
from people.standing import participation_of
from programs.models import Partner, Stop
from workshops.models import Workshop

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SHOWN = 12  # workshops of an agenda that another site shows


@login_not_required
@require_safe
def partner(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The words of a partner, its themes, and what of its offers became a workshop."""
    stop, own, profile = _at(slug, code)
    coming = Workshop.objects.coming().filter(stop=stop, state=Workshop.State.PUBLISHED)
    offered = coming.filter(offer__partner=own).select_related("theme").order_by("starts_at", "pk")
    takes_part = participation_of(request.user, stop) is not None
    context = {
        "stop": stop,
        "partner": own,
        "profile": profile,
        "themes": list(profile.themes.all()) if profile else [],
        "workshops": list(offered),
        "opens": takes_part and receiving(stop).filter(pk=own.pk).exists(),
    }
    return render(request, "partners/public/partner.html", context)


@login_not_required
@require_safe
def agenda(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """The next workshops of a stop in a frame of a partner's site; it sets no cookie."""
    stop, own, profile = _at(slug, code)
    coming = Workshop.objects.filter(
        stop=stop, state=Workshop.State.PUBLISHED, starts_at__gt=timezone.now()
    )
    rows = coming.select_related("venue").order_by("starts_at", "pk")[:SHOWN]
    context = {
        "stop": stop,
        "partner": own,
        "workshops": list(rows),
        "site": absolute("/"),
        "language": get_language(),
        "CSP_NONCE": request.csp_nonce,  # type: ignore[attr-defined]  # of its middleware
    }
    page = render_to_string("partners/public/embedded.html", context)
    return embeddable(page, profile.hosts if profile else [])


def _at(slug: str, code: str) -> tuple[Stop, Partner, Profile | None]:
    stop = get_object_or_404(Stop.objects.announced().select_related("center__region"), slug=slug)
    own = get_object_or_404(stop.partners.all(), code=code)
    profiles = Profile.objects.filter(partner=own, center=stop.center_id)
    return stop, own, profiles.prefetch_related("themes").first()
