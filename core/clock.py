"""What time does with the mechanisms: old counts are forgotten."""

from celery import shared_task
from celery.schedules import crontab

from core.counts import forget_what_is_over
from core.rooms import Times

EVERY: Times = {
    "forget counts that are over": {
        "task": "core.clock.forget_counts",
        "schedule": crontab(minute=25),
    }
}


@shared_task(ignore_result=True)
def forget_counts() -> None:
    """Keep no count longer than its limit asks for."""
    forget_what_is_over()
