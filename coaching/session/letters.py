"""What is written after a session to its person, and the evening before to its expert.

The words stand in `coaching.session.occasions`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils import timezone, translation
from django.utils.formats import date_format

from coaching.models import Booking, Report, Step
from coaching.session.links import day_link, step_link
from coaching.session.occasions import DAY_AHEAD, SESSION_AFTER, SESSION_MISSED, STEP_DUE, STEPS
from core.language import said_day
from messaging.actions.letters import Letter, Reader, write, write_many

if TYPE_CHECKING:
    from datetime import date, datetime

    from coaching.models import Expert

MISSED = (Report.Outcome.NO_ANSWER, Report.Outcome.NO_SHOW)
SUBJECT = "step "
OF_STEPS = (
    "booking__stop__center",
    "booking__expert",
    "participation__person",
    "participation__stop",
)


def tell(booking: Booking, report: Report) -> None:
    """Write to the person of a session what follows from it, in their language, once."""
    person = booking.person
    if person is None:
        return
    steps = list(_own_steps(booking))
    held = report.outcome == Report.Outcome.HELD
    if held and steps:
        newest = Step.objects.filter(booking=booking).aggregate(newest=Max("pk"))["newest"]
        key, event = f"steps:{booking.pk}:{newest}", STEPS.code
    elif held:
        key, event = f"after:{booking.pk}", SESSION_AFTER.code
    elif report.outcome in MISSED:
        key, event = f"missed:{booking.pk}", SESSION_MISSED.code
    else:
        return
    words = {**_words(booking, person.language), "steps": _listed(steps)}
    write(
        Letter(
            key=key,
            event=event,
            reader=Reader.of(person),
            context=words,
            stop=booking.stop,
            about=f"after session {booking.pk}",
        )
    )


def _own_steps(booking: Booking) -> list[Step]:
    rows = Step.objects.open().filter(booking=booking, owner=Step.Owner.PERSON)
    return list(rows.order_by("due_on", "pk"))


def _listed(steps: list[Step]) -> str:
    return "\n".join(f"– {each.words}" for each in steps)


def _words(booking: Booking, language: str) -> dict[str, str]:
    with translation.override(language):
        start = timezone.localtime(booking.starts_at)
        return {
            "expert": str(booking.expert.name),
            "when": said_day(date_format(start, "DATETIME_FORMAT")),
            "link": step_link(booking),
            "reference": f"{booking.stop.prefix}-S{booking.pk}",
            "stop": str(booking.stop.name),
            "center": str(booking.stop.center.name),
        }


def remind_of(steps: list[Step]) -> int:
    """Remind people of steps whose day has come; how many messages are new."""
    return write_many([_reminder(each) for each in steps])


def step_of(matter: str) -> Step:
    """The step that a message is about."""
    rows = Step.objects.select_related(*OF_STEPS)
    return rows.get(pk=int(matter.removeprefix(SUBJECT)))


def step_words(step: Step) -> dict[str, str]:
    """What every text about a step may name, in the language of its person."""
    language = step.participation.person.language
    told = _words(step.booking, language) if step.booking else {}
    return {**told, "step": step.words}


def _reminder(step: Step) -> Letter:
    return Letter(
        key=f"step:{step.pk}:{step.due_on}",
        event=STEP_DUE.code,
        reader=Reader.of(step.participation.person),
        context=step_words(step),
        stop=step.participation.stop,
        about=f"{SUBJECT}{step.pk}",
    )


def tell_day(expert: Expert, on: date, many: int, first: datetime) -> Letter:
    """The day of an expert, the evening before: how many sessions, when the first, and the link."""
    user = expert.user
    reader = Reader.of(user) if user else Reader(None, expert.phone, expert.email, "fr")
    return Letter(
        key=f"day:{expert.pk}:{on}",
        event=DAY_AHEAD.code,
        reader=reader,
        context={
            "many": str(many),
            "day": f"{on:%d/%m} {timezone.localtime(first):%H:%M}",
            "link": day_link(expert, on),
            "center": str(expert.center.name),
        },
        about=f"day of expert {expert.pk}",
        expires_at=first,
    )
