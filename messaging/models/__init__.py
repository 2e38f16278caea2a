"""What the room keeps: the outbox, what came in, who may be written to, and the words."""

from messaging.models.broadcasts import Broadcast
from messaging.models.conversations import Post, Thread
from messaging.models.days import Period, Year
from messaging.models.ideas import Idea
from messaging.models.inbound import Correspondent, Inbound
from messaging.models.outbox import Installation, Message, Topic
from messaging.models.preferences import OptOut, Preference
from messaging.models.stock import StockAnswer
from messaging.models.wordings import Wording

__all__ = [
    "Broadcast",
    "Correspondent",
    "Idea",
    "Inbound",
    "Installation",
    "Message",
    "OptOut",
    "Period",
    "Post",
    "Preference",
    "StockAnswer",
    "Thread",
    "Topic",
    "Wording",
    "Year",
]
