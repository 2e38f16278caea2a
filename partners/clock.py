"""What time does to doors: words about people are forgotten once a stop is long over."""

from __future__ import annotations

from celery import shared_task
from celery.schedules import crontab
from django.utils import timezone

from core.rooms import Times
from partners.doors.forgetting import forget

EVERY: Times = {
    "forget doors of long ago": {
        "task": "partners.clock.forget_doors",
        "schedule": crontab(hour=4, minute=15),
    },
}


@shared_task
def forget_doors() -> int:
    """Forget them; how many."""
    return forget(timezone.now())
