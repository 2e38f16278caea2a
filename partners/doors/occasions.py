"""What is written to somebody when a partner has answered: short, and kind when it is a no."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from messaging.occasions import CENTER, STOP, Event, Placeholder

PLACEHOLDERS = (
    Placeholder("partner", _("name of the partner"), "Banque partenaire"),
    Placeholder(
        "link",
        _("link to the page of the partner"),
        "https://labs.example.ma/fm26/me/partners/banque",
        required=True,
    ),
    STOP,
    CENTER,
)
# Neither which partner nor what it says: a locked telephone shows these to whoever holds it.
ANSWERED = gettext_noop("Microlabs: a partner has answered you. See: {link}")
ANSWERED_TITLE = gettext_noop("A partner has answered you")
TAKEN = Event(
    code="referral_taken",
    name=_("A partner takes somebody up"),
    placeholders=PLACEHOLDERS,
    short=ANSWERED,
    subject=ANSWERED_TITLE,
    long=gettext_noop(
        "Hello,\n\n"
        "{partner} has read what you show them and takes your file up. They get in touch with "
        "you. Here you see what they read, and can close the door at any time:\n{link}\n\n"
        "{center}"
    ),
    needed=True,
)
REFUSED = Event(
    code="referral_refused",
    name=_("A partner cannot help somebody"),
    placeholders=PLACEHOLDERS,
    short=ANSWERED,
    subject=ANSWERED_TITLE,
    long=gettext_noop(
        "Hello,\n\n"
        "Thank you for opening the door to {partner}. They have read your file and cannot help "
        "this time. That says nothing about the worth of your project. Here you read why, and "
        "find the other partners of the stop:\n{link}\n\n"
        "Our team is there for you.\n\n"
        "{center}"
    ),
    needed=True,
)
FINANCED = Event(
    code="referral_financed",
    name=_("A partner finances somebody"),
    placeholders=PLACEHOLDERS,
    short=ANSWERED,
    subject=ANSWERED_TITLE,
    long=gettext_noop(
        "Hello,\n\n"
        "{partner} has noted that your project is financed. Congratulations! If that is not "
        "right, please tell our team:\n{link}\n\n"
        "{center}"
    ),
    needed=True,
)
DOORS = (TAKEN, REFUSED, FINANCED)
