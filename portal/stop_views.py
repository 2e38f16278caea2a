"""The public page of one stop, its picture, and the telephones that are told when it opens."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from applications import cookies
from coaching.booking.looking import has_coaching
from core.delivery import protect
from core.doors import refuse_in_a_hurry
from core.drawn_once import draw_once
from core.refusals import saying_beside
from portal import cards
from portal.telling import TellMe, province_of
from programs import visits
from programs.models import Stop, Visit
from reporting.models import Bulletin
from workshops.public.listing import has_workshops

BULLETIN = Bulletin.objects.standing().filter(stop=OuterRef("pk"))
ANNOUNCED = (
    Stop.objects.announced()
    .select_related("center__region", "program")
    .annotate(has_bulletin=Exists(BULLETIN))
    .prefetch_related("themes", "partners", "criteria")
)


@login_not_required
@require_safe
def stop(request: HttpRequest, slug: str) -> HttpResponse:
    """What a stop offers, to whom, when, and the way to apply."""

    def context() -> dict[str, object]:
        current = get_object_or_404(ANNOUNCED, slug=slug)
        province = province_of(request.GET.dict())
        form = TellMe(stop=current, province=province) if current.is_to_come else None
        return _about(current, form, province)

    response = draw_once(request, "portal/stop.html", context, about=(slug,))
    cookies.remember_campaign(request, response, slug)
    campaign = cookies.campaign(request)
    visits.count(request, response, slug=slug, page=Visit.Page.STOP, campaign=campaign)
    return response


def _page(request: HttpRequest, stop: Stop, form: TellMe | None) -> HttpResponse:
    refused = form is not None and bool(form.errors)
    context = _about(stop, form)
    return render(request, "portal/stop.html", context, status=422 if refused else 200)


def _about(stop: Stop, form: TellMe | None, province: str = "") -> dict[str, object]:
    """What the page of a stop shows; `province` is handed on to the form of the candidacy."""
    return {
        "stop": stop,
        "handed_on": f"?province={province}" if province else "",
        "tell_me": form,
        "card": cards.address(stop),
        "has_workshops": has_workshops(stop),
        "has_coaching": has_coaching(stop),
    }


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def tell_me(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep a telephone that is to be told when the stop opens; what is refused stays typed."""
    current = get_object_or_404(ANNOUNCED, slug=slug)
    if request.method != "POST" or not current.is_to_come:
        return redirect("portal:stop", current.slug)
    form = TellMe(request.POST, stop=current)
    if form.is_valid():
        with saying_beside(form):
            refuse_in_a_hurry(request, "opening")
            form.keep(campaign=cookies.campaign(request))
            messages.success(request, _("It is noted: you get one message when it opens."))
            return redirect("portal:stop", current.slug)
    return _page(request, current, form)


@login_not_required
@require_safe
@cache_control(public=True, max_age=60 * 60 * 24)
def card(_request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """The picture that is shown where the link of a stop is shared."""
    current = get_object_or_404(ANNOUNCED, slug=slug)
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with override(language):
        drawn = HttpResponse(cards.card(current), content_type="image/png")
    return protect(drawn, name="microlabs.png", shown=True, public=True)
