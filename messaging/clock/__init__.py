"""What time does in this room."""

from messaging.clock.arrivals import forget_arrivals, read_arrivals
from messaging.clock.calendar import keep_calendar

__all__ = ["forget_arrivals", "keep_calendar", "read_arrivals"]
