"""What time does to sessions: silent offers are passed on, free slots offered, people reminded."""

from __future__ import annotations

from celery import shared_task
from celery.schedules import crontab
from django.utils import timezone

from coaching.booking.queue import lapse, offer_what_is_free, work
from coaching.booking.reminders import remind
from coaching.door.actions import forget
from coaching.forgetting import forget_stops
from coaching.hours import outside
from coaching.hours.forgetting import forget_left, forget_offers, forget_why_away
from coaching.hours.slots import fill_hours
from coaching.hours.tasks import read_calendar
from coaching.matching import tasks as plans
from coaching.session import telling
from coaching.staff.waiting import escalate
from core.rooms import Times

EVERY: Times = {
    "pass silent sessions on": {
        "task": "coaching.clock.pass_sessions_on",
        "asks": work,
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
    "remind of sessions": {
        "task": "coaching.clock.remind_of_sessions",
        "schedule": 300.0,
        "options": {"expires": 300.0},
    },
    "raise requests that wait": {
        "task": "coaching.clock.raise_requests",
        "schedule": crontab(hour=7, minute=10),
        "options": {"expires": 3600.0},
    },
    "remind of next steps": {
        "task": "coaching.clock.remind_of_steps",
        "schedule": crontab(hour=9, minute=10),
    },
    "tell experts their day": {
        "task": "coaching.clock.tell_days",
        "schedule": crontab(hour="17-21", minute=5),
    },
    "fill the hours of experts": {
        "task": "coaching.clock.fill_all_hours",
        "schedule": 3600.0,
        "options": {"expires": 3600.0},
    },
    "forget who took numbers": {
        "task": "coaching.clock.forget_numbers",
        "schedule": crontab(hour=3, minute=20),
    },
    "forget offers of a year ago": {
        "task": "coaching.clock.forget_old_offers",
        "schedule": crontab(hour=3, minute=35),
    },
    "forget sessions of stops long over": {
        "task": "coaching.clock.forget_old_stops",
        "schedule": crontab(hour=3, minute=45),
    },
    "forget experts who left": {
        "task": "coaching.clock.forget_old_experts",
        "schedule": crontab(hour=3, minute=55),
    },
    "let stopped plans go on": {
        "task": "coaching.clock.go_on_planning",
        "schedule": 180.0,
        "options": {"expires": 180.0},
    },
    "read calendars of experts": {
        "task": "coaching.clock.read_calendars",
        "asks": outside.late,
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
}


@shared_task
def pass_sessions_on() -> int:
    """Pass on what was offered and not answered in time, and offer what stands free; how many."""
    return lapse(timezone.now()) + offer_what_is_free()


@shared_task
def remind_of_sessions() -> int:
    """Remind who has a session, a day and an hour before; how many messages are new."""
    return remind(timezone.now())


@shared_task
def raise_requests() -> int:
    """Remind teams of requests that have waited for 9, 21 and 45 days; how many rose."""
    return escalate(timezone.now())


@shared_task
def remind_of_steps() -> int:
    """Remind people of their own steps whose day has come; how many messages are new."""
    return telling.remind_of_steps(timezone.now())


@shared_task
def tell_days() -> int:
    """Tell experts in the evening what they have tomorrow; how many messages are new."""
    return telling.tell_days(timezone.now())


@shared_task
def fill_all_hours() -> int:
    """Make the slots that another day brings within reach; how many are new."""
    return fill_hours()


@shared_task
def read_calendars() -> int:
    """Hand on each calendar of an expert that was last tried a quarter of an hour ago."""
    claimed = outside.claim(timezone.now())
    for number in claimed:
        read_calendar.delay(number)
    return len(claimed)


@shared_task
def go_on_planning() -> int:
    """Let plans go on whose worker was lost; how many."""
    return plans.go_on()


@shared_task
def forget_numbers() -> int:
    """Forget who held the numbers of days that are over; how many."""
    return forget(timezone.now())


@shared_task
def forget_old_offers() -> int:
    """Forget who offered to help a year ago and was not taken on; how many."""
    return forget_offers(timezone.now())


@shared_task
def forget_old_stops() -> int:
    """Part with the people of stops that ended 24 months ago; how many."""
    return forget_stops(timezone.now())


@shared_task
def forget_old_experts() -> int:
    """Forget experts who left 24 months ago, and why others were away; how many rows."""
    now = timezone.now()
    return forget_left(now) + forget_why_away(now)
