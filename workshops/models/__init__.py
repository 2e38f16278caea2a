"""A workshop with its place, hour and people: planned, and taken seat by seat."""

from workshops.models.after import AfterWords, Certificate, Material, MayShow, Opinion
from workshops.models.around import Equipment, Series, Trainer, Venue
from workshops.models.feeds import CalendarFeed, SeatFeed
from workshops.models.hall import (
    AbsenceTalk,
    Arrival,
    ArrivalState,
    Mark,
    Question,
    ReportName,
    Vote,
    Wall,
    turn_wall,
)
from workshops.models.invitations import Invitation
from workshops.models.planned import Workshop
from workshops.models.quiz import Quiz, QuizAnswers
from workshops.models.seats import Seat, SeatMove
from workshops.models.souks import SoukDay
from workshops.models.votes import DateOption, DateVote

__all__ = [
    "AbsenceTalk",
    "AfterWords",
    "Arrival",
    "ArrivalState",
    "CalendarFeed",
    "Certificate",
    "DateOption",
    "DateVote",
    "Equipment",
    "Invitation",
    "Mark",
    "Material",
    "MayShow",
    "Opinion",
    "Question",
    "Quiz",
    "QuizAnswers",
    "ReportName",
    "Seat",
    "SeatFeed",
    "SeatMove",
    "Series",
    "SoukDay",
    "Trainer",
    "Venue",
    "Vote",
    "Wall",
    "Workshop",
    "turn_wall",
]
