"""What is written about a seat: that it is taken, waited for, offered, passed on, moved, cancelled.

The second person of two is written to as well, by telephone, without a private link.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from messaging.occasions import CENTER, REFERENCE, STOP, Event, Placeholder
from workshops.events_after import AFTER
from workshops.planning.occasions import INVITATION, SHORT_TITLE
from workshops.public.occasions import REMINDERS

TITLE = Placeholder("title", _("title of the workshop"), "الفيسبوك لبيع منتوجاتك")
AT = Placeholder("day", _("day and hour, in figures"), "25/11 18:00", isolated=True)
WHEN = Placeholder("when", _("day and hour, in words"), "25/11/2026 18:00", isolated=True)
BY = Placeholder("day", _("last moment to answer, in figures"), "24/11 12:00", isolated=True)
UNTIL = Placeholder(
    "until", _("last moment to answer, in words"), "24/11/2026 12:00", isolated=True
)
NAME = Placeholder("name", _("name of the person who registered"), "أمينة")
REASON = Placeholder("reason", _("why the workshop does not take place"), "…")
SEAT_LINK = Placeholder(
    "link",
    _("link of the seat"),
    "https://labs.example.ma/seat/2n-aB1cD2eF3gH4iJ5k",
    required=True,
)
PAGE = Placeholder(
    "link", _("link to the page of the workshop"), "https://labs.example.ma/fm26/workshops/12"
)
ABOUT = (TITLE, WHEN, REFERENCE, STOP, CENTER)
ALWAYS = (AT, *ABOUT)
CANNOT_COME = gettext_noop("Or answer: 2 = I cannot come")
NOT_INTERESTED = gettext_noop("Or answer: 2 = not interested any more")
ONE_OR_TWO = gettext_noop("Or answer: 1 = I come, 2 = not interested any more")

SEAT_REGISTERED = Event(
    code="seat_registered",
    name=_("Registered in a workshop"),
    placeholders=(SEAT_LINK, *ALWAYS),
    short=gettext_noop("Microlabs: your seat in the workshop of {day} is kept. To join: {link}"),
    subject=gettext_noop("Your seat is kept"),
    long=gettext_noop(
        "Hello,\n\n"
        "Your seat is kept in the workshop “{title}”, {when}.\n\n"
        "This link opens your seat, without signing in: to join, or to give it back if you cannot "
        "come. Somebody else waits for it perhaps.\n{link}\n\n"
        "{center}"
    ),
    needed=True,
    urgent=True,
    reply=CANNOT_COME,
)
SEAT_WAITING = Event(
    code="seat_waiting",
    name=_("On the waiting list of a workshop"),
    placeholders=(SEAT_LINK, *ALWAYS),
    short=gettext_noop(
        "Microlabs: you are on the waiting list of the workshop of {day}. Your place in it: {link}"
    ),
    subject=gettext_noop("You are on the waiting list"),
    long=gettext_noop(
        "Hello,\n\n"
        "The workshop “{title}”, {when}, is full. You are on its waiting list: each seat that "
        "comes free is offered in the order of this list, and we write to you when it is your "
        "turn.\n\n"
        "Your place in the list, and how to leave it when you are not interested any more:\n"
        "{link}\n\n"
        "{center}"
    ),
    needed=True,
    urgent=True,
    reply=NOT_INTERESTED,
)
SEAT_OFFERED = Event(
    code="seat_offered",
    name=_("A seat has come free for somebody on the waiting list"),
    placeholders=(SEAT_LINK, BY, UNTIL, *ABOUT),
    short=gettext_noop("Microlabs: a workshop seat is free for you. Say yes before {day}: {link}"),
    subject=gettext_noop("A seat has come free for you"),
    long=gettext_noop(
        "Hello,\n\n"
        "A seat has come free in the workshop “{title}”, {when}, and it is your turn. It is kept "
        "for you until {until}.\n\n"
        "Please say yes here, in one tap, without signing in. On the same page you can say that "
        "you are not interested any more:\n{link}\n\n"
        "Without an answer by then, the seat goes to the next person on the list.\n\n"
        "{center}"
    ),
    needed=True,
    reply=ONE_OR_TWO,
)
SEAT_LAPSED = Event(
    code="seat_lapsed",
    name=_("An offered seat was not answered in time, and passed on"),
    placeholders=(SEAT_LINK, *ALWAYS),
    short=gettext_noop(
        "Microlabs: your workshop seat was not answered in time and went to the next "
        "person. More: {link}"
    ),
    subject=gettext_noop("About the seat that was kept for you"),
    long=gettext_noop(
        "Hello,\n\n"
        "The seat that was kept for you in the workshop “{title}”, {when}, was not answered in "
        "time. It is now offered to the next person on the list.\n\n"
        "Do you still want to come? You can enter the list again from this page:\n{link}\n\n"
        "{center}"
    ),
    needed=True,
)
SEAT_TAKEN_OUT = Event(
    code="seat_taken_out",
    name=_("Taken out of a workshop by the team"),
    placeholders=(SEAT_LINK, *ALWAYS),
    short=gettext_noop(
        "Microlabs: you have no seat in the workshop of {day} any more. More: {link}"
    ),
    subject=gettext_noop("You are not registered any more"),
    long=gettext_noop(
        "Hello,\n\n"
        "Our team has taken you out of the workshop “{title}”, {when}. If you think that this is a "
        "mistake, please write to us.\n\n"
        "The page of this seat:\n{link}\n\n"
        "{center}"
    ),
    needed=True,
)
SEAT_YES = Event(
    code="seat_yes",
    name=_("A seat was accepted by a digit"),
    placeholders=(SEAT_LINK, *ALWAYS),
    short=gettext_noop("Microlabs: thank you, see you at the workshop of {day}. To join: {link}"),
    subject=gettext_noop("Your seat is kept"),
    long=gettext_noop(
        "Hello,\n\nYour seat is kept in the workshop “{title}”, {when}. To join, or to give it "
        "back:\n{link}\n\n{center}"
    ),
    needed=True,
    urgent=True,
)
SEAT_NO = Event(
    code="seat_no",
    name=_("A seat was given back by a digit"),
    placeholders=ALWAYS,
    short=gettext_noop(
        "Microlabs: you do not come to the workshop of {day}. Thank you: your seat can go "
        "to somebody else."
    ),
    subject=gettext_noop("You have given the seat back"),
    long=gettext_noop(
        "Hello,\n\nYou do not come to the workshop “{title}”, {when}: your seat can go to somebody "
        "else. Thank you for telling us.\n\n{center}"
    ),
    needed=True,
    urgent=True,
)
WORKSHOP_MOVED = Event(
    code="workshop_moved",
    name=_("A workshop was moved"),
    placeholders=(SEAT_LINK, SHORT_TITLE, *ALWAYS),
    short=gettext_noop("Microlabs: “{short_title}” is moved to {day}. If you cannot come: {link}"),
    subject=gettext_noop("Your workshop is moved"),
    long=gettext_noop(
        "Hello,\n\n"
        "The workshop “{title}” is held at another time: {when}. You need not do anything: what "
        "you had there stays yours.\n\n"
        "If you cannot come then, or are not interested any more:\n{link}\n\n"
        "{center}"
    ),
    needed=True,
    reply=CANNOT_COME,
)
WORKSHOP_CANCELLED = Event(
    code="workshop_cancelled",
    name=_("A workshop does not take place"),
    placeholders=(REASON, SHORT_TITLE, *ALWAYS),
    short=gettext_noop(
        "Microlabs: “{short_title}”, {day}, does not take place. We are sorry. Please do not come."
    ),
    subject=gettext_noop("The workshop does not take place"),
    long=gettext_noop(
        "Hello,\n\n"
        "The workshop “{title}”, {when}, does not take place: {reason}\n\n"
        "We are sorry. The other workshops of {stop} stand on its page.\n\n"
        "{center}"
    ),
    needed=True,
    urgent=True,
)
GUEST_DAYS = 30  # of those who come with somebody, like their names
COMPANION_REGISTERED = Event(
    code="companion_registered",
    name=_("For the second person of two seats: registered"),
    placeholders=(NAME, PAGE, *ALWAYS),
    short=gettext_noop(
        "Microlabs: a seat in the workshop of {day} is kept for you too. {link} To stop: STOP"
    ),
    subject=gettext_noop("You have a seat"),
    long=gettext_noop(
        "Hello,\n\n{name} has registered you too in the workshop “{title}”, {when}. What it is "
        "about:\n{link}\n\n{center}"
    ),
    guest_days=GUEST_DAYS,
)
COMPANION_MOVED = Event(
    code="companion_moved",
    name=_("For the second person of two seats: moved"),
    placeholders=(NAME, PAGE, SHORT_TITLE, *ALWAYS),
    short=gettext_noop(
        "Microlabs: “{short_title}”, to which you go too, is moved to {day}. To stop: STOP"
    ),
    subject=gettext_noop("Your workshop is moved"),
    long=gettext_noop(
        "Hello,\n\nThe workshop “{title}”, where you go with {name}, is held at another time: "
        "{when}.\n\n{center}"
    ),
    guest_days=GUEST_DAYS,
)
COMPANION_OVER = Event(
    code="companion_over",
    name=_("For the second person of two seats: not held, or given back"),
    placeholders=(NAME, PAGE, SHORT_TITLE, *ALWAYS),
    short=gettext_noop(
        "Microlabs: your seat in “{short_title}”, {day}, is no longer kept. Please do not come. "
        "To stop: STOP"
    ),
    subject=gettext_noop("Your seat is no longer kept"),
    long=gettext_noop(
        "Hello,\n\nYour seat with {name} in the workshop “{title}”, {when}, is no longer kept. "
        "Please do not come.\n\n{center}"
    ),
    guest_days=GUEST_DAYS,
)
SEATS = (
    SEAT_REGISTERED,
    SEAT_WAITING,
    SEAT_OFFERED,
    SEAT_LAPSED,
    SEAT_TAKEN_OUT,
    SEAT_YES,
    SEAT_NO,
    WORKSHOP_MOVED,
    WORKSHOP_CANCELLED,
    COMPANION_REGISTERED,
    COMPANION_MOVED,
    COMPANION_OVER,
)
EVENTS = (*SEATS, *REMINDERS, INVITATION, *AFTER)
