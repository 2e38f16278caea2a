"""What is written after a session: next steps, how was it, we missed you; an expert's day."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from messaging.occasions import CENTER, REFERENCE, STOP, Event, Placeholder

WHEN = Placeholder("when", _("day and hour, in words"), "25/11/2026 18:00", isolated=True)
EXPERT = Placeholder("expert", _("name of the expert"), "نادية")
STEP_LINK = Placeholder(
    "link",
    _("link of the session"),
    "https://labs.example.ma/step/2n-aB1cD2eF3gH4iJ5k",
    required=True,
)
DAY_LINK = Placeholder(
    "link",
    _("link of the day"),
    "https://labs.example.ma/day/2n-hqd1-aB1cD2eF3gH4iJ5k",
    required=True,
)
LISTED = Placeholder("steps", _("next steps, one a line"), "– فتح حساب بنكي للمشروع")
ONE_STEP = Placeholder("step", _("next step"), "فتح حساب بنكي للمشروع")
FIRST = Placeholder("day", _("day and hour of the first session"), "25/11 09:00", isolated=True)
MANY = Placeholder("many", _("how many sessions"), "6", isolated=True)
HELD = (STEP_LINK, EXPERT, WHEN, REFERENCE, STOP, CENTER)

STEPS = Event(
    code="session_steps",
    name=_("After a session: the next steps"),
    placeholders=(LISTED, *HELD),
    short=gettext_noop(
        "Microlabs: your next steps after the session. Tick off what is done: {link}"
    ),
    subject=gettext_noop("Your next steps"),
    long=gettext_noop(
        "Hello,\n\n"
        "You spoke with {expert}, {when}. What comes next:\n\n{steps}\n\n"
        "On this page one tap says that a step is done, and how the session was:\n{link}\n\n"
        "{center}"
    ),
    needed=True,
)
SESSION_AFTER = Event(
    code="session_after",
    name=_("After a session: how was it?"),
    placeholders=HELD,
    short=gettext_noop(
        "Microlabs: how was your session with the expert? One tap: {link} To stop: STOP"
    ),
    subject=gettext_noop("How was your session?"),
    long=gettext_noop(
        "Hello,\n\n"
        "You spoke with {expert}, {when}. How was it? One tap says it, and the expert does not see "
        "who said what:\n{link}\n\n"
        "{center}"
    ),
)
SESSION_MISSED = Event(
    code="session_missed",
    name=_("After a session that its person missed"),
    placeholders=HELD,
    short=gettext_noop("Microlabs: we missed you at your session. To take another time: {link}"),
    subject=gettext_noop("We missed you"),
    long=gettext_noop(
        "Hello,\n\n"
        "{expert} waited for you, {when}. It happens. On this page you can take another time:\n"
        "{link}\n\n"
        "{center}"
    ),
    needed=True,
)
STEP_DUE = Event(
    code="step_due",
    name=_("The day of a next step has come"),
    placeholders=(ONE_STEP, *HELD),
    short=gettext_noop("Microlabs: is your next step done? One tap: {link}"),
    subject=gettext_noop("Is your next step done?"),
    long=gettext_noop(
        "Hello,\n\n"
        "After your session with {expert} you wanted to do this until today:\n\n{step}\n\n"
        "Is it done? One tap:\n{link}\n\n"
        "{center}"
    ),
    reply=gettext_noop("Or answer: 1 = done, 2 = not yet"),
)
STEP_YES = Event(
    code="step_yes",
    name=_("Somebody answered that a next step is done"),
    placeholders=(ONE_STEP, *HELD),
    short=gettext_noop("Microlabs: well done! Your next steps: {link}"),
    subject=gettext_noop("Well done!"),
    long=gettext_noop("Hello,\n\nDone: {step}\n\nYour other steps:\n{link}\n\n{center}"),
    needed=True,
    urgent=True,
)
STEP_NO = Event(
    code="step_no",
    name=_("Somebody answered that a next step is not done yet"),
    placeholders=(ONE_STEP, *HELD),
    short=gettext_noop("Microlabs: noted. Your next step waits here for you: {link}"),
    subject=gettext_noop("Noted"),
    long=gettext_noop(
        "Hello,\n\nNot done yet: {step}\n\nIt waits here for you:\n{link}\n\n{center}"
    ),
    needed=True,
    urgent=True,
)
DAY_AHEAD = Event(
    code="expert_day",
    name=_("To an expert, the evening before: their day"),
    placeholders=(DAY_LINK, FIRST, MANY, CENTER),
    short=gettext_noop("Microlabs: your sessions from {day} on, with all you need to know: {link}"),
    subject=gettext_noop("Your sessions of tomorrow"),
    long=gettext_noop(
        "Hello,\n\n"
        "Sessions tomorrow: {many}. The first one: {day}. On this page you read who comes and what "
        "they need, call, and write what came of it; it ends with the day.\n{link}\n\n"
        "{center}"
    ),
    needed=True,
    of_stop=False,
)
AFTER = (STEPS, SESSION_AFTER, SESSION_MISSED, STEP_DUE, STEP_YES, STEP_NO, DAY_AHEAD)
