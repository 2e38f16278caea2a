"""What is written to a partner when a team has answered what it proposed."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from messaging.occasions import CENTER, STOP, TITLE, Event, Placeholder

PLACEHOLDERS = (
    TITLE,
    Placeholder(
        "link",
        _("link to the offer"),
        "https://labs.example.ma/partner/offers/12",
        required=True,
    ),
    STOP,
    CENTER,
)
ACCEPTED = Event(
    code="offer_accepted",
    name=_("The offer of a partner is accepted"),
    placeholders=PLACEHOLDERS,
    short="",
    subject=gettext_noop("Your offer is accepted: {title}"),
    long=gettext_noop(
        "Hello,\n\n"
        "Thank you for what you propose to {stop}: “{title}”. The team takes it and prepares it. "
        "Here you see what becomes of it:\n{link}\n\n"
        "{center}"
    ),
    needed=True,
)
DECLINED = Event(
    code="offer_declined",
    name=_("The offer of a partner is not taken this time"),
    placeholders=PLACEHOLDERS,
    short="",
    subject=gettext_noop("About your offer: {title}"),
    long=gettext_noop(
        "Hello,\n\n"
        "Thank you for what you propose to {stop}: “{title}”. The team does not take it this "
        "time. Here you read why, and can propose something else:\n{link}\n\n"
        "{center}"
    ),
    needed=True,
)
OFFERS = (ACCEPTED, DECLINED)
