"""A workshop with its place, hour and people: planned, and taken seat by seat."""

from workshops.models.planned import Series, Trainer, Venue, Workshop
from workshops.models.seats import Seat, SeatMove
from workshops.models.votes import DateOption, DateVote

__all__ = ["DateOption", "DateVote", "Seat", "SeatMove", "Series", "Trainer", "Venue", "Workshop"]
