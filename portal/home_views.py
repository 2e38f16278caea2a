"""Everyone's first page after signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from applications.models import Application
from coaching.models import Booking, Expert
from coaching.session.links import HELPING
from messaging.actions.conversations import stops_of
from messaging.inbox import unread_for
from needs.diagnosis.moments import in_hand
from partners.models import Referral
from people.access import works_here
from people.models import User
from people.roles import Role
from programs.models import Stop
from workshops.models import Workshop


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
    """The stops whose figures concern the roles of this person, once anybody may know of them."""
    if not person.roles and not person.is_superuser:
        return []
    stops = Stop.objects.announced().select_related("center__region", "program")
    return list(
        stops if person.is_national else stops.filter(center__memberships__user=person).distinct()
    )
