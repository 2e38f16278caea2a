"""What is written to people who wait: that they are not forgotten; that no session is found."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from messaging.occasions import CENTER, STOP, Event, Placeholder

PLACEHOLDERS = (
    Placeholder("theme", _("theme"), "التمويل"),
    Placeholder("day", _("day on which they asked"), "25/11/2026", isolated=True),
    Placeholder(
        "link",
        _("link to the page of sessions"),
        "https://labs.example.ma/fm26/coaching",
        required=True,
    ),
    STOP,
    CENTER,
)
STILL_WAITING = Event(
    code="session_still_waiting",
    name=_("A request for a session waits on"),
    placeholders=PLACEHOLDERS,
    short=gettext_noop("Microlabs: your request for a session is not forgotten. See: {link}"),
    subject=gettext_noop("Your request for a session is not forgotten"),
    long=gettext_noop(
        "Hello,\n\n"
        "On {day} you asked for a session about “{theme}”. No hour has come free yet; we are "
        "looking for one, and write to you as soon as it is there.\n\n"
        "You can also look yourself, or take the request back:\n{link}\n\n"
        "{center}"
    ),
)
NOTHING_FOUND = Event(
    code="session_none",
    name=_("No session can be offered"),
    placeholders=PLACEHOLDERS,
    short=gettext_noop("Microlabs: we are sorry, we found no session for you. What helps: {link}"),
    subject=gettext_noop("We found no session for you, and are sorry"),
    long=gettext_noop(
        "Hello,\n\n"
        "On {day} you asked for a session about “{theme}”. We looked for an expert with a free "
        "hour and found none. We are sorry: that is not because of you.\n\n"
        "New hours may come; here you see them as soon as they are there, and can ask again:\n"
        "{link}\n\n"
        "Workshops of the stop may help meanwhile, and our team answers the telephone.\n\n"
        "{center}"
    ),
    needed=True,
)
REQUESTS = (STILL_WAITING, NOTHING_FOUND)
