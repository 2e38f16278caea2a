"""What is written about a candidacy, to a group, and to those who work on the files."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from messaging.events.kinds import (
    CENTER,
    CLOSES,
    DAY,
    LINK,
    REFERENCE,
    STOP,
    TITLE,
    WORDS,
    Event,
    Placeholder,
)

RECEIPT = Event(
    code="receipt",
    name=_("Receipt of an application"),
    placeholders=(REFERENCE, LINK, Placeholder("next_steps", _("what happens after sending"), "…"), CENTER),
    short=gettext_noop("Received: {reference}. Follow it: {link}"),
    subject=gettext_noop("We have received your application"),
    long=gettext_noop(
        "Hello,\n\n"
        "We have received your application. Its number is {reference}.\n\n"
        "{next_steps}\n\n"
        "Your private page, to follow your application, change it or withdraw it:\n{link}\n\n"
        "Keep this link to yourself: whoever has it can read your application.\n\n"
        "{center}"
    ),
    needed=True,
    urgent=True,
)
NEW_LINK = Event(
    code="new_link",
    name=_("New private link, after a change of address"),
    placeholders=(REFERENCE, LINK, CENTER),
    short=gettext_noop("{reference}: to follow it from now on {link}"),
    subject=gettext_noop("Your private page"),
    long=gettext_noop(
        "Hello,\n\n"
        "Your private page has a new link; the old one no longer opens anything:\n{link}\n\n"
        "File number: {reference}. Keep this link to yourself: whoever has it can read your application.\n\n"
        "{center}"
    ),
    needed=True,
    urgent=True,
)
PRIVATE_LINK = Event(
    code="private_link",
    name=_("Private link, sent once more"),
    placeholders=(REFERENCE, LINK, CENTER),
    short=gettext_noop("{reference}: to follow it {link}"),
    subject=gettext_noop("Your private page"),
    long=gettext_noop(
        "Hello,\n\n"
        "Your private page, to follow your application, change it or withdraw it:\n{link}\n\n"
        "File number: {reference}. Keep this link to yourself: whoever has it can read your application.\n\n"
        "{center}"
    ),
    needed=True,
    urgent=True,
)
NUDGE = Event(
    code="nudge",
    name=_("First reminder of an unfinished application"),
    placeholders=(LINK, STOP, CENTER),
    short=gettext_noop("Your form is waiting: {link} To stop: STOP"),
    subject=gettext_noop("Your form is waiting"),
    long=gettext_noop(
        "Hello,\n\n"
        "You have begun to apply for {stop} and not sent it yet. What you wrote is kept, a few minutes may be enough:\n"
        "{link}\n\n"
        "Was it not you, or do you want no reminder? The link at the end of this message is enough.\n\n"
        "{center}"
    ),
)
NUDGE_AGAIN = Event(
    code="nudge_again",
    name=_("Second reminder of an unfinished application"),
    placeholders=(DAY, LINK, CLOSES, STOP, CENTER),
    short=gettext_noop("Open until {day}: {link} To stop: STOP"),
    subject=gettext_noop("A few days are left"),
    long=gettext_noop(
        "Hello,\n\n"
        "The form that you began for {stop} can be sent until {closes}. What you wrote is kept:\n{link}\n\n"
        "Was it not you, or do you want no reminder? The link at the end of this message is enough.\n\n"
        "{center}"
    ),
)
DEADLINE = Event(
    code="deadline",
    name=_("Last day to send an unfinished application"),
    placeholders=(LINK, CLOSES, STOP, CENTER),
    short=gettext_noop("Last day: {link} To stop: STOP"),
    subject=gettext_noop("This is the last day"),
    long=gettext_noop(
        "Hello,\n\n"
        "This is the last day to send the form that you began for {stop}; it closes on {closes}:\n{link}\n\n"
        "Was it not you, or do you want no reminder? The link at the end of this message is enough.\n\n"
        "{center}"
    ),
)
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
DIGEST = Event(
    code="digest",
    name=_("Daily summary for those who work here"),
    of_stop=False,
    placeholders=(
        Placeholder("lines", _("what there is to do, each with its link"), "…", required=True),
        Placeholder("wishes", _("page to switch the summary off"), "https://labs.example.ma/account/me/messages/"),
    ),
    short="",
    subject=gettext_noop("Microlabs this morning"),
    long=gettext_noop("Hello,\n\n{lines}\n\nYou can switch this summary off here:\n{wishes}"),
)
CANDIDACIES = (RECEIPT, NEW_LINK, PRIVATE_LINK, NUDGE, NUDGE_AGAIN, DEADLINE, GROUP, DIGEST)
