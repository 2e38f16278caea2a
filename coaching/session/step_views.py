"""What stays of a session for its person: steps ticked off by a tap, and how it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coaching.models import Booking, Report, SessionOpinion, Step
from coaching.session.forms import Saying
from coaching.session.links import after_of, step_url
from coaching.session.reporting import say, tick
from core.doors import private
from core.language import for_reader

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

MISSED = (Report.Outcome.NO_ANSWER, Report.Outcome.NO_SHOW)


def _session(token: str) -> Booking:
    rows = Booking.objects.select_related("stop", "expert", "person", "participation", "report")
    return after_of(token, rows)


def _language(booking: Booking) -> str:
    return booking.person.language if booking.person else "ar"


@private
@require_safe
def after(request: HttpRequest, token: str) -> HttpResponse:
    """The steps of a session and how it was; looking changes nothing."""
    booking = _session(token)
    with for_reader(request, _language(booking)):
        return _drawn(request, token, booking, Saying())


def _drawn(
    request: HttpRequest, token: str, booking: Booking, form: Saying, *, status: int = 200
) -> HttpResponse:
    steps = Step.objects.filter(participation=booking.participation_id or 0)
    context = {
        "booking": booking,
        "stop": booking.stop,
        "token": token,
        "form": form,
        "steps": [each for each in steps if each.done_at is None or each.booking_id == booking.pk],
        "held": booking.state == Booking.State.HELD,
        "missed": hasattr(booking, "report") and booking.report.outcome in MISSED,
        "again": reverse("sessions:find", args=[booking.stop.slug]),
        "said": SessionOpinion.objects.filter(booking=booking).first(),
    }
    return render(request, "coaching/session/after.html", context, status=status)


@private
@require_POST
def done(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """Mark a step as done by its person, or as still open."""
    booking = _session(token)
    own = Step.objects.filter(participation=booking.participation_id or 0, owner=Step.Owner.PERSON)
    step = get_object_or_404(own, pk=pk)
    tick(step, done="undo" not in request.POST, by=booking.person)
    return redirect(f"{step_url(booking)}#step{pk}")


@private
@require_POST
def opinion(request: HttpRequest, token: str) -> HttpResponse:
    """How it was: kept once, told to the expert in fives."""
    booking = _session(token)
    with for_reader(request, _language(booking)):
        form = Saying(request.POST)
        if booking.state != Booking.State.HELD or not form.is_valid():
            return _drawn(request, token, booking, form, status=422)
        said = form.cleaned_data
        if say(booking, said["face"], said["words"]):
            messages.success(request, _("Thank you. The expert does not see who said what."))
        return redirect(step_url(booking))
