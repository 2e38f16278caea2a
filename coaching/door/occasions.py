"""What is written to whoever stands in the queue of a day: soon, and now."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from messaging.occasions import CENTER, STOP, Event, Placeholder

GUEST_DAYS = 2  # as the page on which one takes a number says
PLACEHOLDERS = (
    Placeholder("number", _("number"), "27", isolated=True),
    Placeholder(
        "link",
        _("link of the number"),
        "https://labs.example.ma/ticket/2n-aB1cD2eF3gH4iJ5k",
        required=True,
    ),
    STOP,
    CENTER,
)
SOON = Event(
    code="queue_soon",
    name=_("Almost their turn in the queue of the day"),
    placeholders=PLACEHOLDERS,
    short=gettext_noop("Microlabs: number {number}, it is almost your turn. Please come: {link}"),
    subject=gettext_noop("It is almost your turn"),
    long=gettext_noop(
        "Hello,\n\nYour number is {number}, and it is almost your turn. Please come to the room "
        "where you wait.\n{link}\n\n{center}"
    ),
    needed=True,
    urgent=True,
    guest_days=GUEST_DAYS,
)
NOW = Event(
    code="queue_now",
    name=_("Their turn in the queue of the day"),
    placeholders=PLACEHOLDERS,
    short=gettext_noop("Microlabs: number {number}, it is your turn. We wait for you: {link}"),
    subject=gettext_noop("It is your turn"),
    long=gettext_noop(
        "Hello,\n\nYour number is {number}, and it is your turn: we wait for you.\n{link}\n\n"
        "{center}"
    ),
    needed=True,
    urgent=True,
    guest_days=GUEST_DAYS,
)
QUEUE = (SOON, NOW)
