"""What is written to whoever wanted to know when a stop opens."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from messaging.occasions import CENTER, DAY, STOP, Event, Placeholder

STOP_OPENED = Event(
    code="stop_opened",
    name=_("A stop has opened, to whoever wanted to know"),
    placeholders=(
        STOP,
        DAY,
        Placeholder("link", _("page of the stop"), "https://labs.example.ma/fes", required=True),
        CENTER,
    ),
    short=gettext_noop(
        "Microlabs: as you asked, we tell you: applications are open until {day}. Apply: {link}"
    ),
    subject=gettext_noop("Applications are open"),
    long=gettext_noop(
        "Hello,\n\nMicrolabs: you wanted to know when applications for {stop} open: they are open "
        "until {day}.\n\nYou can apply here, in about six minutes:\n{link}\n\n{center}"
    ),
    guest_days=7,  # the number is there for this one message
)
EVENTS = (STOP_OPENED,)
