"""What is written about sessions: booked, offered, moved, soon; their steps; to experts."""

from coaching.booking.occasions import BOOKINGS
from coaching.door.occasions import QUEUE
from coaching.hours.occasions import TO_EXPERTS
from coaching.session.occasions import AFTER
from coaching.staff.occasions import REQUESTS

EVENTS = (*BOOKINGS, *REQUESTS, *AFTER, *QUEUE, *TO_EXPERTS)
