"""Work of the ground that starts from time."""

from celery import shared_task
from django.utils import timezone

from core.rooms import Times
from programs import visits
from programs.models import Stop
from programs.opening import sentence

EVERY: Times = {
    "open and close stops on time": {"task": "programs.clock.keep_time", "schedule": 60.0},
    "write visits down": {"task": "programs.clock.write_visits_down", "schedule": 30.0},
}


@shared_task(ignore_result=True)
def keep_time() -> None:
    """Open the prepared stops whose day has come, close the open ones whose window has passed.

    One that lacks texts or criteria stays prepared; its page in the admin says what is missing.
    """
    now = timezone.now()
    due = Stop.objects.filter(state=Stop.State.PREPARED, opens_at__lte=now, closes_at__gt=now)
    ready = [stop.pk for stop in due if not sentence(stop)]
    due.filter(pk__in=ready).update(state=Stop.State.OPEN)
    Stop.objects.filter(state=Stop.State.OPEN, closes_at__lte=now).update(state=Stop.State.CLOSED)


@shared_task(ignore_result=True)
def write_visits_down() -> None:
    """Move the visits that Redis holds into the database."""
    visits.write_down()
