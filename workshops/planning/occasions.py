"""What is written about a workshop before one has a seat in it; `workshops.events` offers it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from messaging.occasions import CENTER, STOP, Event, Placeholder

SHORT_TITLE = Placeholder(
    "short_title", _("title of the workshop, in its first words"), "Vendre sur le web…"
)
INVITATION = Event(
    code="workshop_invitation",
    name=_("Invitation to a workshop that fits somebody's needs"),
    placeholders=(
        Placeholder("title", _("title of the workshop"), "الفيسبوك لبيع منتوجاتك"),
        SHORT_TITLE,
        Placeholder("day", _("day and hour, in figures"), "25/11 18:00", isolated=True),
        Placeholder("when", _("day and hour, in words"), "25/11/2026 18:00", isolated=True),
        Placeholder(
            "link",
            _("link by which one registers"),
            "https://labs.example.ma/workshop/2n-3b-aB1cD2eF3gH4iJ5k",
            required=True,
        ),
        STOP,
        CENTER,
    ),
    short=gettext_noop(
        "Microlabs: a workshop for you: “{short_title}”, {day}. Take a seat: {link} To stop: STOP"
    ),
    subject=gettext_noop("A workshop for you: {title}"),
    long=gettext_noop(
        "Hello,\n\n"
        "You told us what you need. This workshop is made for it: “{title}”, {when}.\n\n"
        "One tap takes a seat, without signing in:\n{link}\n\n"
        "{center}"
    ),
    mail_only=True,
)
