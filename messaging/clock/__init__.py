"""What time does in this room."""

from messaging.clock.calendar import keep_calendar

__all__ = ["keep_calendar"]
