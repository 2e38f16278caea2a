"""What time does in this room."""

from messaging.clock.calendar import keep_calendar
from messaging.clock.inbound import forget_inbound, read_inbound

__all__ = ["forget_inbound", "keep_calendar", "read_inbound"]
