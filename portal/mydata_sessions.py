"""What is kept of a person's sessions with experts, for their copy of all that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from coaching.models import Booking, Report, Request, SessionOpinion, Step
from meetings.models import Guest

if TYPE_CHECKING:
    from people.models import User

SESSION = (
    *("stop__slug", "expert__name_fr", "theme__code", "mode", "phone", "words", "state"),
    *("starts_at", "ends_at", "offered_until", "made_at"),
)
REPORT = ("booking__starts_at", "outcome", "reason", "topics", "result", "minutes", "written_at")
STEP = ("words", "owner", "due_on", "done_at", "made_at")
ASKED = ("participation__stop__slug", "theme__code", "woman", "modes", "words", "state", "at")
FACE = ("booking__starts_at", "face", "words", "at")
GUEST = ("meeting__starts_at", "name", "entered_at", "seen_at")


def of_sessions(person: User) -> dict[str, Any]:
    """Their sessions, what was written of them, next steps, requests, and what they thought."""
    mine = Booking.objects.filter(person=person)
    theirs, taking_part = {"booking__in": mine}, {"participation__person": person}
    known = Concat(Value("session "), Cast("pk", CharField()))
    guests = mine.order_by().values(known=known)
    return {
        "sessions": list(mine.order_by("pk").values(*SESSION)),
        "session_reports": list(Report.objects.filter(**theirs).order_by("pk").values(*REPORT)),
        "next_steps": list(Step.objects.filter(**taking_part).order_by("pk").values(*STEP)),
        "session_requests": list(
            Request.objects.filter(**taking_part).order_by("pk").values(*ASKED)
        ),
        "session_opinions": list(
            SessionOpinion.objects.filter(**theirs).order_by("pk").values(*FACE)
        ),
        "session_rooms": list(Guest.objects.filter(about__in=guests).order_by("pk").values(*GUEST)),
    }
