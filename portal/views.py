"""The public page of all stops, of whoever answers for the data of one, and the logos on them."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from core.delivery import deliver
from core.drawn_once import draw_once
from people.models import ConsentText
from programs.models import Partner, Stop

STOPS = Stop.objects.select_related("center__region", "program")


@login_not_required
@require_safe
def stops(request: HttpRequest) -> HttpResponse:
    """Every stop, those that take applications first."""
    return draw_once(request, "portal/stops.html", _every_stop, about=())


def _every_stop() -> dict[str, object]:
    order = [
        Stop.State.OPEN,
        Stop.State.PREPARED,
        Stop.State.RUNNING,
        Stop.State.CLOSED,
        Stop.State.FINISHED,
    ]
    listed = sorted(
        STOPS.announced().order_by("opens_at"), key=lambda stop: order.index(Stop.State(stop.state))
    )
    return {"stops": listed}


@login_not_required
@require_safe
def privacy(request: HttpRequest, slug: str) -> HttpResponse:
    """Who answers for the data of a stop, why they are kept, and what people may ask."""

    def context() -> dict[str, object]:
        current = get_object_or_404(STOPS.announced(), slug=slug)
        texts = ConsentText.in_force().values()
        worded = [(text.get_purpose_display(), text.wording(current)) for text in texts]
        return {"stop": current, "texts": worded}

    return draw_once(request, "portal/privacy.html", context, about=(slug,))


@login_not_required
@require_safe
@cache_control(public=True, max_age=60 * 60 * 24)
def logo(_request: HttpRequest, pk: int) -> HttpResponseBase:
    """The logo of an institution beside the stops, as it was drawn afresh when it came."""
    partner = get_object_or_404(Partner.objects.exclude(logo=""), pk=pk)
    return deliver(partner.logo, name="logo.png", content_type="image/png", shown=True, public=True)
