"""A workshop with its place, hour and people: planned, and taken seat by seat."""

from workshops.models.around import Series, Trainer, Venue
from workshops.models.feeds import CalendarFeed
from workshops.models.invitations import Invitation
from workshops.models.planned import Workshop
from workshops.models.seats import Seat, SeatMove
from workshops.models.souks import SoukDay

__all__ = [
    "CalendarFeed",
    "Invitation",
    "Seat",
    "SeatMove",
    "Series",
    "SoukDay",
    "Trainer",
    "Venue",
    "Workshop",
]
