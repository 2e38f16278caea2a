"""The public pages of workshops: the agenda of a stop, one workshop, and the way to a seat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.composed import Composed, slot
from core.doors import private
from core.drawn_once import draw_for_all, draw_once
from core.language import for_reader
from people.models import Participation
from people.standing import participation_of, themselves
from programs.models import Stop
from workshops.models import Seat, Workshop
from workshops.public.forms import Registering
from workshops.public.listing import agenda as agenda_of
from workshops.public.standing import Standing, seats_of, standing_of
from workshops.public.turned_away import BY_KEY, BY_NUMBER, is_full
from workshops.seats.actions import register, register_instead
from workshops.seats.audience import meant_by
from workshops.seats.links import invitation_url, invited, invited_by, seat_url

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

ANNOUNCED = Composed(
    lambda: Stop.objects.announced().filter(slug=slot("slug")).select_related("center__region")
)
WITH_ALL = Workshop.objects.published().select_related(
    "stop__center__region", "theme", "venue", "series", "prerequisite"
)
SHOWN = WITH_ALL.filter(stop__in=Stop.objects.announced())


@login_not_required
@require_safe
def agenda(request: HttpRequest, slug: str) -> HttpResponse:
    """Every workshop of a stop that the public may know of, coming first, narrowed by links."""

    def context() -> dict[str, Any]:
        stop = next(ANNOUNCED.rows({"slug": slug}), None)
        if stop is None:
            raise Http404
        mine = seats_of(request.user, stop)
        return {"stop": stop, "agenda": agenda_of(stop, request.GET.dict(), mine)}

    return draw_once(request, "workshops/public/agenda.html", context, about=(slug,))


@login_not_required
@require_safe
def one(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One workshop, and the way to a seat in it."""

    def context() -> dict[str, Any]:
        workshop = get_object_or_404(SHOWN, stop__slug=slug, number=number)
        participation = participation_of(request.user, workshop.stop)
        standing = standing_of(workshop, request.user, participation)
        action = reverse("agenda:seat", args=[slug, number])
        return about(workshop, standing, Registering(), action)

    return draw_once(request, "workshops/public/one.html", context, about=(slug, number))


@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Register, or wait, in one tap (POST). Idempotent; what is refused stays typed."""
    if request.method == "POST":
        seen = BY_NUMBER.row({"stop": slug, "number": number, "person": request.user.pk})
        if seen and is_full(seen):
            return _turned_away(request, seen)
    workshop = get_object_or_404(SHOWN, stop__slug=slug, number=number)
    participation = participation_of(request.user, workshop.stop)
    if request.method != "POST" or participation is None:
        return redirect("agenda:one", slug, number)
    return _registered(request, workshop, participation, request.path)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """An invitation to one workshop (GET); register in one tap (POST). Nobody signs in."""
    if request.method == "POST":
        seen = BY_KEY.row(invited(token))
        if seen and is_full(seen):
            with for_reader(request, seen.reads_in):
                return _turned_away(request, seen)
    workshop, participation = invited_by(token)
    action = invitation_url(workshop, participation)
    with for_reader(request, participation.person.language):
        if request.method == "POST":
            return _registered(request, workshop, participation, action)
        standing = standing_of(workshop, participation.person, participation)
        context = about(workshop, standing, Registering(), action)
        return render(request, "workshops/public/one.html", context)


def _registered(
    request: HttpRequest, workshop: Workshop, participation: Participation, action: str
) -> HttpResponse:
    form, code = Registering(request.POST), ""
    if form.is_valid():
        by = themselves(request.user, participation)
        act = register_instead if "swap" in request.POST else register
        try:
            taken = act(workshop, participation, by=by, **form.seats())
        except ValidationError as refusal:
            form.add_error(None, refusal)
            code = getattr(refusal, "code", "")
        else:
            if taken.state != Seat.State.OFFERED:  # by now: the page of the seat asks for an answer
                messages.success(request, _said_of(taken))
            return redirect(seat_url(taken))
    standing = standing_of(workshop, participation.person, participation)
    form.can_swap = code == "clash" or (code == "series" and standing.door == "seats")
    context = about(workshop, standing, form, action)
    return render(request, "workshops/public/one.html", context, status=422)


def _turned_away(request: HttpRequest, seen: Any) -> HttpResponse:
    """That all is full: the same page for everybody who takes part."""

    def context() -> dict[str, Any]:
        workshop = WITH_ALL.get(pk=seen.pk)
        return about(workshop, Standing("member", "full"), Registering(), "")

    page = "workshops/public/one.html"
    return draw_for_all(request, page, context, about=(seen.pk, "full"), status=422)


def _said_of(seat: Seat) -> str:
    if seat.state == Seat.State.SEATED:
        return _("You are registered.")
    return _("You are on the waiting list. We write to you as soon as a seat is free.")


def about(workshop: Workshop, standing: Standing, form: Registering, action: str) -> dict[str, Any]:
    """What the page of a workshop shows; `action` is where one registers."""
    return {
        "workshop": workshop,
        "stop": workshop.stop,
        "trainers": workshop.trainers.select_related("partner"),
        "standing": standing,
        "only_for": meant_by(workshop),
        "form": form,
        "action": action,
        "seat_url": seat_url(standing.seat) if standing.seat else "",
    }
