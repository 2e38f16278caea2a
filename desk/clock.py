"""What time brings to the desk: the staff's morning summary; what is not kept any longer ends."""

from celery import shared_task
from celery.schedules import crontab
from django.utils import timezone

from core.rooms import Times
from desk.applications.forgetting import forget_ticks_and_acts
from desk.digest import write_digests
from desk.parcels import forget_parcels
from desk.tasks import go_on

EVERY: Times = {
    "sum up for the staff": {
        "task": "desk.clock.sum_up",
        "schedule": crontab(hour="8-11", minute="5-59/15", day_of_week="mon-fri"),
    },
    "forget sheets nobody confirmed": {"task": "desk.clock.forget_sheets", "schedule": 3600.0},
    "forget what was done at once": {
        "task": "desk.clock.forget_acts",
        "schedule": crontab(hour=3, minute=50),
    },
    "let stopped imports go on": {"task": "desk.clock.go_on_importing", "schedule": 180.0},
}


@shared_task
def sum_up() -> int:
    """Write the morning's summary to those who work in a center; return how many are new."""
    return write_digests(timezone.now())


@shared_task(ignore_result=True)
def forget_sheets() -> None:
    """Delete what was not confirmed in time."""
    forget_parcels()


@shared_task
def forget_acts() -> int:
    """Delete what somebody ticked or did at once a week ago; how many."""
    return forget_ticks_and_acts()


@shared_task
def go_on_importing() -> int:
    """Let the sheets that were confirmed, and whose worker was lost, be recorded to their end."""
    return go_on()
