"""Forgets what was written to people without an account, whose number was promised to go."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from messaging.models import Message
from messaging.occasions import EVENTS

State = Message.State
WAITING = (State.NEW, State.SENDING, State.PREPARED)


@shared_task
def forget_guests() -> int:
    """Delete it with its address and words, so many days later as its occasion says; how many."""
    now, gone = timezone.now(), 0
    for days in {event.guest_days for event in EVENTS.values() if event.guest_days}:
        codes = [event.code for event in EVENTS.values() if event.guest_days == days]
        rows = Message.objects.filter(person=None, event__in=codes).exclude(state__in=WAITING)
        gone += rows.filter(created_at__lt=now - timedelta(days=days)).delete()[0]
    return gone
