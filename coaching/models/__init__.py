"""Experts, their hours and slots, sessions and what stays of them."""

from coaching.models.bookings import (
    BLOCKING,
    NO_EXPERT_TWICE,
    NO_PERSON_TWICE,
    Booking,
    BookingMove,
)
from coaching.models.door import QueueDay, Ticket
from coaching.models.experts import (
    CALLED,
    Case,
    Charter,
    CharterSigned,
    Expert,
    ExpertTheme,
    Mode,
)
from coaching.models.hours import (
    BIGGEST_TABLE,
    Absence,
    BusyHour,
    OutsideCalendar,
    SessionFeed,
    SingleDay,
    WeekRule,
)
from coaching.models.plans import MatchLine, MatchPlan
from coaching.models.requests import CoachingRules, Request
from coaching.models.sessions import (
    Attempt,
    CareTalk,
    Report,
    SessionOpinion,
    SessionRoom,
    Step,
)
from coaching.models.slots import NO_SLOT_TWICE, Slot

__all__ = [
    "BIGGEST_TABLE",
    "BLOCKING",
    "CALLED",
    "NO_EXPERT_TWICE",
    "NO_PERSON_TWICE",
    "NO_SLOT_TWICE",
    "Absence",
    "Attempt",
    "Booking",
    "BookingMove",
    "BusyHour",
    "CareTalk",
    "Case",
    "Charter",
    "CharterSigned",
    "CoachingRules",
    "Expert",
    "ExpertTheme",
    "MatchLine",
    "MatchPlan",
    "Mode",
    "OutsideCalendar",
    "QueueDay",
    "Report",
    "Request",
    "SessionFeed",
    "SessionOpinion",
    "SessionRoom",
    "SingleDay",
    "Slot",
    "Step",
    "Ticket",
    "WeekRule",
]
