"""What is written before a workshop: a day before, and an hour before."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from messaging.occasions import CENTER, REFERENCE, STOP, Event, Placeholder

CANNOT_COME = gettext_noop("Or answer: 2 = I cannot come")
PLACEHOLDERS = (
    Placeholder("title", _("title of the workshop"), "الفيسبوك لبيع منتوجاتك"),
    Placeholder("day", _("day and hour, in figures"), "25/11 18:00", isolated=True),
    Placeholder("when", _("day and hour, in words"), "25/11/2026 18:00", isolated=True),
    Placeholder("place", _("where, or that it is online"), "CRI Fès-Meknès"),
    Placeholder(
        "link",
        _("link of the seat"),
        "https://labs.example.ma/seat/2n-aB1cD2eF3gH4iJ5k",
        required=True,
    ),
    REFERENCE,
    STOP,
    CENTER,
)
DAY_BEFORE = Event(
    code="workshop_tomorrow",
    name=_("Reminder a day before a workshop"),
    placeholders=PLACEHOLDERS,
    short=gettext_noop("Microlabs: reminder of your workshop, {day}. To join or cancel: {link}"),
    subject=gettext_noop("Reminder of your workshop"),
    long=gettext_noop(
        "Hello,\n\nWe wait for you in the workshop “{title}”, {when}. Where: {place}.\n\n"
        "Your page, with the way in, the card and the calendar file:\n{link}\n\n"
        "You cannot come? Say it there in one tap: somebody else gets the seat.\n\n{center}"
    ),
    needed=True,
    reply=CANNOT_COME,
)
HOUR_BEFORE = Event(
    code="workshop_soon",
    name=_("Reminder an hour before a workshop"),
    placeholders=PLACEHOLDERS,
    short=gettext_noop("Microlabs: your workshop begins soon, {day}. To join: {link}"),
    subject=gettext_noop("Your workshop begins soon"),
    long=gettext_noop(
        "Hello,\n\nThe workshop “{title}” begins soon: {when}. Where: {place}.\n\n"
        "Online, the way in opens on your page a quarter of an hour before:\n{link}\n\n{center}"
    ),
    needed=True,
    urgent=True,
    reply=CANNOT_COME,
)
REMINDERS = (DAY_BEFORE, HOUR_BEFORE)
