"""What the room keeps: the outbox, what came in, who may be written to, and the words."""

from messaging.models.broadcasts import Broadcast
from messaging.models.conversations import Post, Thread
from messaging.models.days import Period, Year
from messaging.models.inbound import Arrival, Correspondent
from messaging.models.outbox import Home, Message, Subject
from messaging.models.preferences import Preference, Refusal
from messaging.models.wordings import Wording

__all__ = [
    "Arrival",
    "Broadcast",
    "Correspondent",
    "Home",
    "Message",
    "Period",
    "Post",
    "Preference",
    "Refusal",
    "Subject",
    "Thread",
    "Wording",
    "Year",
]
