"""What is written about a session: booked, moved, offered, passed on, cancelled; to experts too."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from messaging.occasions import CENTER, STOP, Event, Placeholder

AT = Placeholder("day", _("day and hour, in figures"), "25/11 18:00", isolated=True)
WHEN = Placeholder("when", _("day and hour, in words"), "25/11/2026 18:00", isolated=True)
BY = Placeholder("day", _("last moment to answer, in figures"), "24/11 12:00", isolated=True)
UNTIL = Placeholder(
    "until", _("last moment to answer, in words"), "24/11/2026 12:00", isolated=True
)
EXPERT = Placeholder("expert", _("name of the expert"), "أمينة العلالي")
THEME = Placeholder("theme", _("theme"), "التمويل")
HOW = Placeholder("how", _("how they meet"), "مكالمة هاتفية")
NAME = Placeholder("name", _("name of the participant"), "ياسين")
SESSION_LINK = Placeholder(
    "link",
    _("link of the session"),
    "https://labs.example.ma/session/2n-aB1cD2eF3gH4iJ5k",
    required=True,
)
DAY_PAGE = Placeholder("link", _("link to the expert’s own day"), "https://labs.example.ma/expert")
FIND = Placeholder(
    "link", _("link to the page of sessions"), "https://labs.example.ma/fm26/coaching"
)
ABOUT = (EXPERT, THEME, HOW, WHEN, STOP, CENTER)
ALWAYS = (AT, *ABOUT)
TO_EXPERT = (NAME, DAY_PAGE, AT, THEME, HOW, WHEN, STOP, CENTER)
CANNOT_COME = gettext_noop("Or answer: 2 = I cannot come, 3 = a later time")
ONE_OR_TWO = gettext_noop("Or answer: 1 = yes, 2 = no")

SESSION_BOOKED = Event(
    code="session_booked",
    name=_("A session is booked"),
    placeholders=(SESSION_LINK, *ALWAYS),
    short=gettext_noop("Microlabs: your session is on {day}. Your page: {link}"),
    subject=gettext_noop("Your session is booked"),
    long=gettext_noop(
        "Hello,\n\n"
        "Your session with {expert} about “{theme}” is booked: {when}. {how}\n\n"
        "On its page you can see how to join, move it, or give it back if you cannot come:\n"
        "{link}\n\n"
        "{center}"
    ),
    needed=True,
    urgent=True,
    reply=CANNOT_COME,
)
SESSION_MOVED = Event(
    code="session_moved",
    name=_("A session is moved to another hour"),
    placeholders=(SESSION_LINK, *ALWAYS),
    short=gettext_noop("Microlabs: your session is moved to {day}. Your page: {link}"),
    subject=gettext_noop("Your session is moved"),
    long=gettext_noop(
        "Hello,\n\n"
        "Your session about “{theme}” is now on {when}, with {expert}. {how}\n\n"
        "If that does not suit you, move it or give it back here:\n{link}\n\n"
        "{center}"
    ),
    needed=True,
    reply=CANNOT_COME,
)
SESSION_OFFERED = Event(
    code="session_offered",
    name=_("A time has come free for somebody who waits"),
    placeholders=(SESSION_LINK, BY, UNTIL, *ABOUT),
    short=gettext_noop("Microlabs: a session is free for you. Say yes before {day}: {link}"),
    subject=gettext_noop("A session is free for you"),
    long=gettext_noop(
        "Hello,\n\n"
        "A time has come free with {expert} about “{theme}”: {when}. {how}\n\n"
        "It is kept for you until {until}. Please say yes or no here, in one tap:\n{link}\n\n"
        "If it does not suit you, you stay where you are in the order and are offered the next "
        "one.\n\n"
        "{center}"
    ),
    needed=True,
    reply=ONE_OR_TWO,
)
EXPERT_AWAY = Event(
    code="session_expert_away",
    name=_("The expert cannot come: another time is offered"),
    placeholders=(SESSION_LINK, BY, UNTIL, *ABOUT),
    short=gettext_noop(
        "Microlabs: your expert cannot come. Another time is kept for you until {day}: {link}"
    ),
    subject=gettext_noop("Your expert cannot come: another time for you"),
    long=gettext_noop(
        "Hello,\n\n"
        "Your expert cannot come to the session that you had. We are sorry. The nearest other time "
        "is kept for you: {when}, with {expert}, about “{theme}”. {how}\n\n"
        "Please say yes or no before {until}, in one tap:\n{link}\n\n"
        "{center}"
    ),
    needed=True,
    urgent=True,
    reply=ONE_OR_TWO,
)
SESSION_PUT_BACK = Event(
    code="session_put_back",
    name=_("The expert cannot come: first of those who wait"),
    placeholders=(FIND, *ALWAYS),
    short=gettext_noop(
        "Microlabs: your expert cannot come on {day}. We are sorry. You are the first to be "
        "offered another time."
    ),
    subject=gettext_noop("Your session does not take place"),
    long=gettext_noop(
        "Hello,\n\n"
        "{expert} cannot come to your session of {when}. We are sorry.\n\n"
        "No other time is free now. You are the first to whom the next one is offered: we write to "
        "you. You can also look yourself:\n{link}\n\n"
        "{center}"
    ),
    needed=True,
    urgent=True,
)
SESSION_LAPSED = Event(
    code="session_lapsed",
    name=_("An offered time was not answered in time"),
    placeholders=(FIND, *ALWAYS),
    short=gettext_noop(
        "Microlabs: the session kept for you was not answered in time. You are offered the next "
        "one."
    ),
    subject=gettext_noop("About the session that was kept for you"),
    long=gettext_noop(
        "Hello,\n\n"
        "The time that was kept for you with {expert}, {when}, was not answered in time. Somebody "
        "else may have it now. You still wait, and are offered the next one.\n\n"
        "You can also look for another time yourself:\n{link}\n\n"
        "{center}"
    ),
    needed=True,
)
SESSION_CANCELLED = Event(
    code="session_cancelled",
    name=_("A session is cancelled by the team"),
    placeholders=(FIND, *ALWAYS),
    short=gettext_noop("Microlabs: your session of {day} does not take place. More: {link}"),
    subject=gettext_noop("Your session does not take place"),
    long=gettext_noop(
        "Hello,\n\n"
        "Your session with {expert} about “{theme}”, {when}, does not take place: our team has "
        "cancelled it.\n\n"
        "You can choose another time here:\n{link}\n\n"
        "{center}"
    ),
    needed=True,
    urgent=True,
)
SESSION_YES = Event(
    code="session_yes",
    name=_("A session was accepted by a digit"),
    placeholders=(SESSION_LINK, *ALWAYS),
    short=gettext_noop("Microlabs: thank you. Your session is on {day}. Your page: {link}"),
    subject=gettext_noop("Your session is booked"),
    long=gettext_noop(
        "Hello,\n\nThank you. Your session with {expert} is on {when}. {how}\n\n"
        "Its page:\n{link}\n\n{center}"
    ),
    needed=True,
    urgent=True,
)
SESSION_NO = Event(
    code="session_no",
    name=_("A session was given back by a digit"),
    placeholders=ALWAYS,
    short=gettext_noop(
        "Microlabs: you do not come to the session of {day}. Thank you: somebody else can have it."
    ),
    subject=gettext_noop("You have given the session back"),
    long=gettext_noop(
        "Hello,\n\nYou do not come to the session with {expert}, {when}: somebody else can have "
        "it. Thank you for telling us.\n\n{center}"
    ),
    needed=True,
    urgent=True,
)
DAY_BEFORE = Event(
    code="session_tomorrow",
    name=_("Reminder a day before a session"),
    placeholders=(SESSION_LINK, *ALWAYS),
    short=gettext_noop("Microlabs: reminder of your session, {day}. Your page: {link}"),
    subject=gettext_noop("Reminder of your session"),
    long=gettext_noop(
        "Hello,\n\n{expert} expects you: {when}, about “{theme}”. {how}\n\n"
        "The page of this session, with the way in and the calendar file:\n{link}\n\n"
        "You cannot come? Say it there as early as you can: somebody else gets this time.\n\n"
        "{center}"
    ),
    needed=True,
    reply=CANNOT_COME,
)
HOUR_BEFORE = Event(
    code="session_soon",
    name=_("Reminder an hour before a session"),
    placeholders=(SESSION_LINK, *ALWAYS),
    short=gettext_noop("Microlabs: your session begins soon, {day}. Your page: {link}"),
    subject=gettext_noop("Your session begins soon"),
    long=gettext_noop(
        "Hello,\n\nYour session with {expert} begins soon: {when}. {how}\n\n"
        "Its page, with the way in:\n{link}\n\n{center}"
    ),
    needed=True,
    urgent=True,
)
EXPERT_BOOKED = Event(
    code="expert_booked",
    name=_("For an expert: a session that is near was booked"),
    placeholders=TO_EXPERT,
    short=gettext_noop("Microlabs: you have a new session on {day}. Your day: {link}"),
    subject=gettext_noop("A new session of yours"),
    long=gettext_noop(
        "Hello,\n\n{name} has a session with you about “{theme}”: {when}. {how}\n\n"
        "Your day:\n{link}\n\n{center}"
    ),
    needed=True,
)
EXPERT_FREED = Event(
    code="expert_freed",
    name=_("For an expert: a session that is near does not take place"),
    placeholders=TO_EXPERT,
    short=gettext_noop(
        "Microlabs: your session of {day} does not take place any more. Your day: {link}"
    ),
    subject=gettext_noop("A session of yours does not take place"),
    long=gettext_noop(
        "Hello,\n\nThe session of {name} with you about “{theme}”, {when}, does not take place any "
        "more.\n\nYour day:\n{link}\n\n{center}"
    ),
    needed=True,
    urgent=True,
)
BOOKINGS = (
    SESSION_BOOKED,
    SESSION_MOVED,
    SESSION_OFFERED,
    EXPERT_AWAY,
    SESSION_PUT_BACK,
    SESSION_LAPSED,
    SESSION_CANCELLED,
    SESSION_YES,
    SESSION_NO,
    DAY_BEFORE,
    HOUR_BEFORE,
    EXPERT_BOOKED,
    EXPERT_FREED,
)
