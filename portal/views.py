"""The public pages of the stops, and everyone's first page after signing in."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from applications import cookies
from applications.models import Application
from coaching.booking.looking import has_coaching
from coaching.models import Booking, Expert
from coaching.session.links import HELPING
from core.delivery import deliver, protect
from core.doors import refuse_in_a_hurry
from core.drawn_once import draw_once
from core.refusals import saying_beside
from messaging.actions.conversations import stops_of
from messaging.inbox import unread_for
from needs.diagnosis.moments import in_hand
from partners.models import Referral
from people.access import works_here
from people.models import ConsentText, User
from people.roles import Role
from portal import cards
from portal.telling import TellMe, province_of
from programs import visits
from programs.models import Partner, Stop, Visit
from reporting.models import Bulletin
from workshops.models import Workshop
from workshops.public.listing import has_workshops

STOPS = Stop.objects.select_related("center__region", "program")
BULLETIN = Bulletin.objects.standing().filter(stop=OuterRef("pk"))
ANNOUNCED = (
    STOPS.announced()
    .annotate(has_bulletin=Exists(BULLETIN))
    .prefetch_related("themes", "partners", "criteria")
)


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


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What concerns this person: their applications, their stops, the doors of their roles."""
    person: User = request.user  # type: ignore[assignment]  # nobody else comes in
    applications = Application.objects.filter(applicant=person).exclude(
        state=Application.State.DRAFT
    )
    works = bool(person.roles) or person.is_superuser
    context = {
        "frame": "desk/desk.html" if works else "base.html",
        "applications": applications.select_related("stop").order_by("-submitted_at"),
        "renewed": set(person.consents.outdated().values_list("stop", flat=True)),
        "centers": person.centers(),
        "works_here": works_here(person),
        "unread": unread_for(person) if answers_here(person) else None,
        "meets": _meets_next(person) if Role.EXPERT in person.roles else None,
        "led": _led_next(person) if Role.EXPERT in person.roles else None,
        "calls": in_hand(person).filter(finished_at=None).count()
        if Role.EXPERT in person.roles
        else None,
        "doors": _doors_waiting(person) if Role.PARTNER in person.roles else None,
        "writes_to": stops_of(person).exists(),
        "figures_of": _stops_read_by(person),
    }
    return render(request, "portal/home.html", context)


def _doors_waiting(person: User) -> int:
    """How many people opened a door to their institution and have no answer yet."""
    return Referral.objects.read_by(person).filter(state=Referral.State.OPEN).count()


def _meets_next(person: User) -> list[Booking] | None:
    """The one session that they hold next, or none; nothing for who meets nobody."""
    experts = list(Expert.objects.filter(user=person, state__in=HELPING))
    if not experts:
        return None
    booked = Booking.objects.filter(expert__in=experts, state=Booking.State.BOOKED)
    coming = booked.filter(ends_at__gt=timezone.now()).select_related("person")
    return list(coming.order_by("starts_at", "pk")[:1])


def _led_next(person: User) -> list[Workshop]:
    """The one workshop that they lead next, or none."""
    coming = Workshop.objects.coming().filter(state=Workshop.State.PUBLISHED)
    return list(coming.filter(trainers__user=person).order_by("starts_at", "pk")[:1])


def answers_here(person: User) -> bool:
    """Whether conversations may be in their hands: who works in a center, and experts."""
    return works_here(person) or Role.EXPERT in person.roles


def _stops_read_by(person: User) -> list[Stop]:
    """The stops whose figures concern the roles of this person."""
    if not person.roles and not person.is_superuser:
        return []
    return list(
        STOPS if person.is_national else STOPS.filter(center__memberships__user=person).distinct()
    )
