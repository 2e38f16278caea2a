"""Every occasion on which Microlabs writes to somebody, with its default words."""

from messaging.events.accounts import ACCOUNTS
from messaging.events.candidacies import CANDIDACIES
from messaging.events.decisions import DECISIONS
from messaging.events.diagnoses import DIAGNOSES
from messaging.events.kinds import PLACEHOLDER, Event, Placeholder
from messaging.events.pieces import PIECES

EVENTS = {event.code: event for event in (*CANDIDACIES, *DECISIONS, *ACCOUNTS, *PIECES, *DIAGNOSES)}

__all__ = ["EVENTS", "PLACEHOLDER", "Event", "Placeholder"]
