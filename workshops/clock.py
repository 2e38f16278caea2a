"""What time does to workshops: offers are passed on, people reminded and told, names forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from celery import shared_task
from celery.schedules import crontab
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from core.rooms import Times
from workshops.after.telling import tell_after
from workshops.hall.forgetting import forget_names
from workshops.models import Seat, Workshop
from workshops.public.reminders import remind
from workshops.seats.actions import lapse

if TYPE_CHECKING:
    from django.db.models import QuerySet


def to_look_at() -> QuerySet[Workshop]:
    """Those where a seat was not answered for in time, or stands free while somebody waits."""
    now = timezone.now()
    offered = Seat.objects.filter(workshop=OuterRef("pk"), state=Seat.State.OFFERED)
    silent = Exists(offered.filter(offered_until__lte=now))
    idle = Q(taken__lt=F("capacity"), waiting__gt=0, starts_at__gt=now)
    return Workshop.objects.filter(silent | idle, state=Workshop.State.PUBLISHED)


EVERY: Times = {
    "pass silent seats on": {
        "task": "workshops.clock.pass_seats_on",
        "asks": to_look_at,
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
    "tell what stays of workshops": {
        "task": "workshops.clock.tell_of_what_stays",
        "schedule": 900.0,
        "options": {"expires": 900.0},
    },
    "forget names of companions and walk-ins": {
        "task": "workshops.clock.forget_names_of_guests",
        "schedule": crontab(hour=3, minute=50),
    },
    "remind of workshops": {
        "task": "workshops.clock.remind_of_workshops",
        "schedule": 300.0,
        "options": {"expires": 300.0},
    },
}


@shared_task
def pass_seats_on() -> int:
    """Pass on what was offered and not answered in time, and offer what stands free; how many.

    A seat that was kept for two comes free a day before the workshop; one that nobody could be told
    of at night, in the morning.
    """
    now = timezone.now()
    return sum(lapse(workshop, now) for workshop in to_look_at().order_by("pk"))


@shared_task
def remind_of_workshops() -> int:
    """Remind who is seated, a day and an hour before; how many messages are new."""
    return remind(timezone.now())


@shared_task
def tell_of_what_stays() -> int:
    """Write to whoever had a seat, three hours after the end; how many messages are new."""
    return tell_after(timezone.now())


@shared_task
def forget_names_of_guests() -> int:
    """Forget who came beside those who take part, a month later; how many names."""
    return forget_names(timezone.now())
