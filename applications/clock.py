"""What time does to candidacies.

What was begun and left is reminded of, and forgotten; silent places pass on.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from celery import shared_task
from celery.schedules import crontab
from django.utils import timezone

from applications.actions import discard
from applications.models import Application
from applications.offer_reminders import remind_offered
from applications.places import lapse
from applications.reminders import remind_drafts
from core.rooms import Times
from programs.models import Stop

if TYPE_CHECKING:
    from django.db.models import QuerySet

DAYS = 60  # as long as a browser holds on to what it began
MANY = 1000


def silent() -> QuerySet[Application]:
    """Those whose offered place was not confirmed in time."""
    offered = Application.objects.filter(state=Application.State.ACCEPTED)
    return offered.filter(confirm_by__lte=timezone.now())


EVERY: Times = {
    "forget what was begun and left": {
        "task": "applications.clock.forget_drafts",
        "schedule": crontab(hour=4, minute=10),
    },
    "remind of unfinished candidacies": {"task": "applications.clock.remind", "schedule": 600.0},
    "remind of offered places": {
        "task": "applications.clock.remind_of_places",
        "schedule": 600.0,
        "options": {"expires": 600.0},
    },
    "pass silent places on": {
        "task": "applications.clock.pass_places_on",
        "asks": silent,
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
}


@shared_task
def forget_drafts() -> int:
    """Forget what nobody has touched for sixty days; how many there were."""
    old = Application.objects.filter(
        state=Application.State.DRAFT, updated_at__lt=timezone.now() - timedelta(days=DAYS)
    )
    drafts = list(old.order_by("updated_at")[:MANY])
    for application in drafts:
        discard(application)
    return len(drafts)


@shared_task
def remind() -> int:
    """Remind those who began and did not send; how many messages are new."""
    return remind_drafts(timezone.now())


@shared_task
def remind_of_places() -> int:
    """Remind those whose offered place has waited for half of its hours; how many messages."""
    now = timezone.now()
    offered = {"state": Application.State.ACCEPTED, "confirm_by__gt": now}
    stops = Application.objects.filter(**offered).values("stop").distinct()
    return sum(remind_offered(stop, now) for stop in Stop.objects.filter(pk__in=stops))


@shared_task
def pass_places_on() -> int:
    """Pass on the places that were offered and not confirmed in time; how many."""
    now = timezone.now()
    stops = silent().values("stop").distinct()
    return sum(lapse(stop, now) for stop in Stop.objects.filter(pk__in=stops).order_by("pk"))
