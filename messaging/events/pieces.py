"""What is written to a person when something is missing in their file."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from messaging.events.kinds import CENTER, REFERENCE, Event, Placeholder

PIECE = Event(
    code="piece",
    name=_("Something is missing in an application"),
    placeholders=(
        REFERENCE,
        Placeholder(
            "link", _("page to answer on"), "https://labs.example.ma/piece/4142.2Zr6Q-n0m5cBvXk9", required=True
        ),
        Placeholder("questions", _("what is asked"), "…"),
        CENTER,
    ),
    short=gettext_noop("Your answer is needed: {link}"),
    subject=gettext_noop("One thing is missing in your application"),
    long=gettext_noop(
        "Hello,\n\n"
        "To go on reading your application {reference}, we need:\n\n"
        "{questions}\n\n"
        "Answer here, it takes a minute. There is no need to sign in, and you need not fill in the form again:\n"
        "{link}\n\n"
        "{center}"
    ),
    needed=True,
)
PIECES = (PIECE,)
