"""Keeps the calendar of messages years ahead."""

from celery import shared_task
from django.apps import apps
from django.utils import timezone

from messaging import holidays


@shared_task
def keep_calendar() -> int:
    """Write the holidays of a year that comes into sight; how many years were new."""
    return holidays.fill(apps, timezone.localdate())
