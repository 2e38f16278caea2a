"""A workshop with its place, hour and people: planned, and taken seat by seat."""

from workshops.models.feeds import CalendarFeed
from workshops.models.invitations import Invitation
from workshops.models.planned import Series, Trainer, Venue, Workshop
from workshops.models.seats import Seat, SeatMove
from workshops.models.souks import SoukDay
from workshops.models.votes import DateOption, DateVote

__all__ = [
    "CalendarFeed",
    "DateOption",
    "DateVote",
    "Invitation",
    "Seat",
    "SeatMove",
    "Series",
    "SoukDay",
    "Trainer",
    "Venue",
    "Workshop",
]
