"""Calendars of experts are read in the background, one a task."""

from __future__ import annotations

from coaching.hours import outside
from coaching.models import OutsideCalendar
from core.tasks import shared_task


@shared_task
def read_calendar(number: int) -> None:
    """Read one calendar, if it is still there."""
    calendar = OutsideCalendar.objects.select_related("expert__center").filter(pk=number).first()
    if calendar:
        outside.read(calendar)
