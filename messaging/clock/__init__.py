"""What time does in this room."""

from messaging.clock.calendar import keep_calendar
from messaging.clock.inbound import forget_arrivals, read_arrivals

__all__ = ["forget_arrivals", "keep_calendar", "read_arrivals"]
