"""The meeting of a workshop at the desk: how it is held, its slides, and the way to lead it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from core.refusals import saying_why
from meetings.actions import enter
from meetings.links import GUEST
from meetings.models import BIGGEST_STAGE
from meetings.onward import gone_on, is_ours
from workshops.hall.meetings import host_of, meeting_of
from workshops.hall.slides import SlidesForm, keep
from workshops.hall.views import led
from workshops.models import Workshop
from workshops.planning.ways import is_too_big, way_of
from workshops.tabs import tabs

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from people.models import User

UNPROCESSABLE = 422


@require_safe
def meeting(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """How this workshop meets, what is shown there, and from when on one may come in."""
    return _page(request, led(request, stop, number), SlidesForm())


@require_POST
def leading(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """Go in as the one who leads; not before the doors open."""
    workshop = led(request, stop, number)
    if workshop.state == Workshop.State.CANCELLED:
        messages.error(request, _("This workshop does not take place."))
        return redirect("hall:meeting", stop, number)
    host = host_of(workshop, cast("User", request.user))
    with saying_why(request):
        enter(host)
        if is_ours(host.meeting):
            return redirect("meetings:stage", GUEST.make(host.pk))
        return gone_on(request, host)
    return redirect("hall:meeting", stop, number)


@require_POST
def slides(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """Put new slides in place of the old ones."""
    workshop = led(request, stop, number)
    form = SlidesForm(request.POST, request.FILES)
    try:
        many = keep(meeting_of(workshop), request.FILES.getlist("pictures"))
    except ValidationError as refused:
        form.add_error("pictures", refused)
        return _page(request, workshop, form, status=UNPROCESSABLE)
    told = ngettext("%(many)s slide is there.", "%(many)s slides are there.", many)
    messages.success(request, told % {"many": many})
    return redirect("hall:meeting", stop, number)


def _page(
    request: HttpRequest, workshop: Workshop, form: SlidesForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "workshop": workshop,
        "stop": workshop.stop,
        "tabs": tabs(workshop, "hall:meeting", request.user),
        "way": way_of(workshop),
        "many": len(workshop.meeting.pictures) if workshop.meeting else 0,
        "too_big": BIGGEST_STAGE if is_too_big(workshop) else 0,
        "form": form,
    }
    return render(request, "workshops/hall/meeting.html", context, status=status)
