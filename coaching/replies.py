"""What a digit by SMS or WhatsApp does where a message is about a session: the same as its link."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from coaching.booking import letters
from coaching.booking.actions import accept, cancel, decline
from coaching.booking.later import put_off
from coaching.booking.links import with_all
from coaching.models import Booking
from coaching.session import letters as steps
from coaching.session.reporting import tick
from messaging.yes_no import Done, Otherwise, Reply


def session(matter: str, yes: bool) -> Done:  # noqa: FBT001  the protocol says which is which
    """Say yes to a session, or no: decline what is offered, give back what is booked. Idempotent.

    Raises ValidationError in the words of the page of the session.
    """
    row = with_all().get(pk=letters.number_of(matter))
    if yes:
        row = accept(row)
    elif row.state == Booking.State.OFFERED:
        row = decline(row)
    else:
        row = cancel(row)
    context = letters.words(row, row.person.language) if row.person else {}
    if yes:
        return Done(gettext_noop("Said yes to the session"), "session_yes", context)
    return Done(gettext_noop("Gave the session back"), "session_no", context)


def another_time(matter: str) -> Done:
    """Put a session off to the next free hour, of which the move itself tells."""
    put_off(with_all().get(pk=letters.number_of(matter)))
    return Done(gettext_noop("Put the session off"))


def step(matter: str, yes: bool) -> Done:  # noqa: FBT001  the protocol says which is which
    """Tick a next step off, or say that it is not done yet. Idempotent."""
    row = steps.step_of(matter)
    if yes:
        tick(row, done=True, by=row.participation.person)
    context = steps.step_words(row)
    if yes:
        return Done(gettext_noop("Ticked a next step off"), "step_yes", context)
    return Done(gettext_noop("Has not done a next step yet"), "step_no", context)


OF_SESSIONS: dict[str, Reply] = dict.fromkeys(
    (
        *("session_booked", "session_moved", "session_offered", "session_expert_away"),
        "session_tomorrow",
    ),
    session,
)
REPLIES: dict[str, Reply] = {**OF_SESSIONS, "step_due": step}
OTHERWISE: dict[str, Otherwise] = dict.fromkeys(
    ("session_booked", "session_moved", "session_tomorrow"), another_time
)
