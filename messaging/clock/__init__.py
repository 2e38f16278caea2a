"""What time does in this room."""

from celery.schedules import crontab

from core.rooms import Times
from messaging.clock.calendar import keep_calendar
from messaging.clock.guests import forget_guests
from messaging.clock.inbound import forget_inbound, read_inbound
from messaging.models import Inbound, Post
from messaging.tasks import delivery

EVERY: Times = {
    "deliver waiting messages": {
        "task": "messaging.tasks.delivery.deliver_waiting",
        "asks": delivery.work,
        "schedule": 10.0,
        "options": {"expires": 60.0},  # a hint, of no use while a worker is busy
    },
    "settle what was left behind": {
        "task": "messaging.tasks.sweeping.sweep",
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
    "fetch files that came with messages": {
        "task": "messaging.tasks.media.fetch_waiting",
        "asks": Post.objects.filter(file_state=Post.File.WAITING).all,
        "schedule": 60.0,
    },
    "keep the calendar years ahead": {
        "task": "messaging.clock.calendar.keep_calendar",
        "schedule": crontab(hour=4, minute=40),
    },
    "read what arrived": {
        "task": "messaging.clock.inbound.read_inbound",
        "asks": Inbound.objects.waiting,
        "schedule": 10.0,
    },
    "forget what arrived": {
        "task": "messaging.clock.inbound.forget_inbound",
        "schedule": crontab(hour=4, minute=20),
    },
    "forget what guests were written": {
        "task": "messaging.clock.guests.forget_guests",
        "schedule": crontab(hour=3, minute=30),
    },
}

__all__ = ["EVERY", "forget_guests", "forget_inbound", "keep_calendar", "read_inbound"]
