"""“My next thing”: one short address per stop, and on it what somebody does next, and no more.

What has an hour comes first, a seat or a session; else the oldest thing that is asked of the
person. Below it stands the rest of their path, which the rooms tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from applications.models import Application
from coaching.booking.looking import has_coaching
from coaching.booking.rules import has_all, rules_of
from coaching.public import path as sessions
from coaching.public.shown import Shown as Session
from core.written import weekday
from needs.diagnosis.offers import offers
from people.agenda import Thing, things_of
from people.models import User
from people.standing import participation_of
from programs.models import Stop
from selection.links import missing_url_now
from workshops.public import calendars
from workshops.public.dates import not_voted
from workshops.public.listing import has_workshops
from workshops.public.path import path_of, rank

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from people.models import Participation
    from workshops.public.shown import Shown


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that somebody may do now: what it is, and where."""

    title: str
    text: str
    url: str


@require_safe
def next_thing(request: HttpRequest, slug: str) -> HttpResponse:
    """What whoever is signed in does next at this stop."""
    announced = Stop.objects.announced().select_related("center__region")
    stop = get_object_or_404(announced, slug=slug)
    person = cast("User", request.user)
    application = _application_of(person, stop)
    participation = participation_of(person, stop)
    seat = path_of(participation).next if participation else None
    session = sessions.path_of(participation).next if participation else None
    first, then = _in_order(seat, session)
    tasks = [*then, *_asked(application), *_offered(stop, participation)]
    context = {
        "stop": stop,
        "shown": seat if first is seat else None,
        "session": session if first is session else None,
        "task": None if first else next(iter(tasks), None),
        "tasks": tasks if first else tasks[1:],
        "things": _things(participation),
        "feed": calendars.feed_link(participation) if participation else "",
        "takes_part": participation is not None,
        "application": application,
    }
    return render(request, "portal/next.html", context)


def _in_order(
    seat: Shown | None, session: Session | None
) -> tuple[Shown | Session | None, list[Task]]:
    """What comes first of a seat and a session, and the other one as something to do."""
    if seat is None or session is None:
        return seat or session, []
    own = (rank(seat), seat.workshop.starts_at)
    if own <= (sessions.rank(session), session.booking.starts_at):
        title = _("Session with %(name)s") % {"name": session.booking.expert.name}
        return seat, [_task(title, session.booking.starts_at, session.url)]
    return session, [_task(seat.workshop.title, seat.workshop.starts_at, seat.url)]


def _task(title: str, starts_at: datetime, url: str) -> Task:
    return Task(title, f"{weekday(starts_at)} · {timezone.localtime(starts_at):%H:%M}", url)


def _application_of(person: User, stop: Stop) -> Application | None:
    """The newest candidacy that somebody has sent there."""
    sent = Application.objects.filter(applicant=person, stop=stop, submitted_at__isnull=False)
    gone = (Application.State.MERGED, Application.State.WITHDRAWN)
    return sent.exclude(state__in=gone).select_related("stop").order_by("-submitted_at").first()


def _asked(application: Application | None) -> list[Task]:
    """What the center waits for: an answer about the place, what is missing, what one needs."""
    if application is None:
        return []
    asked = []
    if application.state == Application.State.ACCEPTED:
        text = _("Please say whether you take it.")
        asked.append(Task(_("A place is kept for you"), text, application.get_absolute_url()))
    if missing := missing_url_now(application):
        text = _("The center waits for something from you.")
        asked.append(Task(_("Something is missing"), text, missing))
    for offer in offers(application):
        if offer.state != "finished":
            text = _("Short questions, one tap each. For an answer, you get three steps.")
            asked.append(Task(_("Tell us what you need"), text, offer.url))
    return asked


def _offered(stop: Stop, participation: Participation | None) -> list[Task]:
    """What one may choose."""
    if participation is None:
        return []
    text = _("Tap the date that suits you best.")
    offered = [
        Task(each.title, text, reverse("agenda:dates", args=[stop.slug, each.number]))
        for each in not_voted(participation)
    ]
    if has_workshops(stop):
        text = _("Choose what helps you, and register in one tap.")
        offered.append(Task(_("Choose a workshop"), text, reverse("agenda:all", args=[stop.slug])))
    if has_coaching(stop) and not has_all(participation, rules_of(stop.pk)):
        text = _("Choose a subject and an hour: three taps.")
        url = reverse("sessions:find", args=[stop.slug])
        offered.append(Task(_("Talk with an expert"), text, url))
    return offered


def _things(participation: Participation | None) -> list[Thing]:
    return things_of(participation) if participation else []


@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Every seat of whoever is signed in at this stop, for their calendar."""
    stop = get_object_or_404(Stop.objects.announced(), slug=slug)
    participation = participation_of(cast("User", request.user), stop)
    return calendars.answer(calendars.of_path(participation), name=f"{stop.slug}.ics")
