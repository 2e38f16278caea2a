"""What time does to meetings: who came, and what browsers told each other, is forgotten."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from celery.schedules import crontab
from django.utils import timezone

from core.rooms import Times
from meetings.models import LATE, Guest, Signal

KEPT = timedelta(days=7)  # after a meeting: names, and when somebody was there
EVERY: Times = {
    "forget who came to meetings": {
        "task": "meetings.clock.forget_guests",
        "schedule": crontab(hour=3, minute=40),
    },
}


@shared_task
def forget_guests() -> int:
    """Forget the guests of meetings a week ago; how many. Who was present, the rooms above know.

    What browsers told each other holds the addresses of people's networks: gone once it is over.
    """
    now = timezone.now()
    Signal.objects.filter(receiver__meeting__ends_at__lt=now - LATE).delete()
    gone, _rows = Guest.objects.filter(meeting__ends_at__lt=now - KEPT).delete()
    return gone
