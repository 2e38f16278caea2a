"""What the desk writes: a message to a group, and the morning summary of a center's staff."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from messaging.occasions import TITLE, WORDS, Event, Placeholder

GROUP = Event(
    code="group",
    name=_("Message to a group"),
    placeholders=(TITLE, WORDS),
    short="{words}",
    subject="{title}",
    long="{words}",
    category="marketing",
    free=True,
)
TRIAL = Event(
    code="group_trial",
    name=_("Test of a message to a group"),
    placeholders=(TITLE, WORDS),
    short="{words}",
    subject="{title}",
    long="{words}",
    needed=True,
    urgent=True,
    free=True,
)
DIGEST = Event(
    code="digest",
    name=_("Daily summary for those who work here"),
    of_stop=False,
    placeholders=(
        Placeholder("lines", _("what there is to do, each with its link"), "…", required=True),
        Placeholder(
            "wishes",
            _("page to switch the summary off"),
            "https://labs.example.ma/account/me/messages/",
        ),
    ),
    short="",
    subject=gettext_noop("Microlabs this morning"),
    long=gettext_noop("Hello,\n\n{lines}\n\nYou can switch this summary off here:\n{wishes}"),
)
EVENTS = (GROUP, TRIAL, DIGEST)
