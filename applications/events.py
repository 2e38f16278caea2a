"""What is written about a candidacy: its receipt, links, reminders, and the place offered."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from messaging.occasions import CENTER, CLOSES, DAY, LINK, REFERENCE, STOP, Event, Placeholder

UNTIL = Placeholder(
    "until", _("until when the place is kept, in words"), "25/11/2026 18:00", isolated=True
)
PLACE = Placeholder(
    "link",
    _("link to confirm the place"),
    "https://labs.example.ma/place/2n9c-0aB1cD2eF3gH4iJ5",
    required=True,
)
RANK = Placeholder("rank", _("place in the waiting list"), "3", isolated=True)
BY = Placeholder("day", _("last day and hour, in figures"), "25/11 18:00", isolated=True)
ONE_OR_TWO = gettext_noop("Or answer: 1 = I come, 2 = I cannot")

RECEIPT = Event(
    code="receipt",
    name=_("Receipt of an application"),
    placeholders=(
        REFERENCE,
        LINK,
        Placeholder("next_steps", _("what happens after sending"), "…"),
        CENTER,
    ),
    short=gettext_noop("Microlabs: your application {reference} has reached us. Follow it: {link}"),
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
    mail_only=True,
)
NEW_LINK = Event(
    code="new_link",
    name=_("New private link, after a change of address"),
    placeholders=(REFERENCE, LINK, CENTER),
    short=gettext_noop("Microlabs: to follow your file {reference} from now on: {link}"),
    subject=gettext_noop("Your private page"),
    long=gettext_noop(
        "Hello,\n\n"
        "Your private page has a new link; the old one no longer opens anything:\n{link}\n\n"
        "File number: {reference}. Keep this link to yourself: whoever has it can read your "
        "application.\n\n"
        "{center}"
    ),
    needed=True,
    urgent=True,
    mail_only=True,
)
PRIVATE_LINK = Event(
    code="private_link",
    name=_("Private link, sent once more"),
    placeholders=(REFERENCE, LINK, CENTER),
    short=gettext_noop("Microlabs: to follow your file {reference}: {link}"),
    subject=gettext_noop("Your private page"),
    long=gettext_noop(
        "Hello,\n\n"
        "Your private page, to follow your application, change it or withdraw it:\n{link}\n\n"
        "File number: {reference}. Keep this link to yourself: whoever has it can read your "
        "application.\n\n"
        "{center}"
    ),
    needed=True,
    urgent=True,
    mail_only=True,
)
NUDGE = Event(
    code="nudge",
    name=_("First reminder of an unfinished application"),
    placeholders=(LINK, STOP, CENTER),
    short=gettext_noop(
        "Microlabs: the application you began is not sent yet. Go on: {link} To stop: STOP"
    ),
    subject=gettext_noop("Your form is waiting"),
    long=gettext_noop(
        "Hello,\n\n"
        "You have begun to apply for {stop} and not sent it yet. What you wrote is kept, a few "
        "minutes may be enough:\n"
        "{link}\n\n"
        "Was it not you, or do you want no reminder? The link at the end of this message is "
        "enough.\n\n"
        "{center}"
    ),
    mail_only=True,
)
NUDGE_AGAIN = Event(
    code="nudge_again",
    name=_("Second reminder of an unfinished application"),
    placeholders=(DAY, LINK, CLOSES, STOP, CENTER),
    short=gettext_noop(
        "Microlabs: the application you began can be sent until {day}. Go on: {link} To stop: STOP"
    ),
    subject=gettext_noop("A few days are left"),
    long=gettext_noop(
        "Hello,\n\n"
        "The form that you began for {stop} can be sent until {closes}. What you wrote is "
        "kept:\n{link}\n\n"
        "Was it not you, or do you want no reminder? The link at the end of this message is "
        "enough.\n\n"
        "{center}"
    ),
    mail_only=True,
)
DEADLINE = Event(
    code="deadline",
    name=_("Last day to send an unfinished application"),
    placeholders=(LINK, CLOSES, STOP, CENTER),
    short=gettext_noop(
        "Microlabs: last day to send the application you began: {link} To stop: STOP"
    ),
    subject=gettext_noop("This is the last day"),
    long=gettext_noop(
        "Hello,\n\n"
        "This is the last day to send the form that you began for {stop}; it closes on "
        "{closes}:\n{link}\n\n"
        "Was it not you, or do you want no reminder? The link at the end of this message is "
        "enough.\n\n"
        "{center}"
    ),
    mail_only=True,
)
ACCEPTED = Event(
    code="accepted",
    name=_("A place is offered"),
    placeholders=(REFERENCE, BY, PLACE, UNTIL, STOP, CENTER),
    short=gettext_noop(
        "Microlabs: good news, a place is kept for you, file {reference}. "
        "Confirm it before {day}: {link}"
    ),
    subject=gettext_noop("A place is kept for you"),
    long=gettext_noop(
        "Hello,\n\n"
        "Good news: your application {reference} has been chosen for {stop}. A place is kept for "
        "you until {until}.\n\n"
        "Please confirm it here, in one tap, without signing in. On the same page you can also "
        "give it up:\n{link}\n\n"
        "Without an answer by then, the place goes to the next person on the waiting list.\n\n"
        "{center}"
    ),
    needed=True,
    reply=ONE_OR_TWO,
)
PLACE_OFFERED = Event(
    code="place_offered",
    name=_("A place has come free for somebody on the waiting list"),
    placeholders=(REFERENCE, BY, PLACE, UNTIL, STOP, CENTER),
    short=gettext_noop(
        "Microlabs: a place has come free and it is your turn, file {reference}. "
        "Confirm it before {day}: {link}"
    ),
    subject=gettext_noop("A place has come free for you"),
    long=gettext_noop(
        "Hello,\n\n"
        "A place in {stop} has come free, and it is your turn: it is kept for you until {until}. "
        "File number: {reference}.\n\n"
        "Please confirm it here, in one tap, without signing in. On the same page you can also "
        "give it up:\n{link}\n\n"
        "Without an answer by then, the place goes to the next person on the waiting list.\n\n"
        "{center}"
    ),
    needed=True,
    reply=ONE_OR_TWO,
)
PLACE_REMINDER = Event(
    code="place_reminder",
    name=_("A place still waits to be confirmed: the reminder at half of its time"),
    placeholders=(REFERENCE, BY, PLACE, UNTIL, STOP, CENTER),
    short=gettext_noop(
        "Microlabs: your place still waits for your answer, file {reference}. "
        "Confirm it before {day}: {link}"
    ),
    subject=gettext_noop("Your place still waits for your answer"),
    long=gettext_noop(
        "Hello,\n\n"
        "A place in {stop} is kept for you until {until}, and we have no answer yet. "
        "File number: {reference}.\n\n"
        "Please confirm it here, in one tap, without signing in. On the same page you can also "
        "give it up:\n{link}\n\n"
        "Without an answer by then, the place goes to the next person on the waiting list.\n\n"
        "{center}"
    ),
    needed=True,
    reply=ONE_OR_TWO,
)
WAITING_LIST = Event(
    code="waiting_list",
    name=_("On the waiting list"),
    placeholders=(REFERENCE, LINK, RANK, STOP, CENTER),
    short=gettext_noop(
        "Microlabs: your application {reference} is on the waiting list. Your place in it: {link}"
    ),
    subject=gettext_noop("The answer to your application"),
    long=gettext_noop(
        "Hello,\n\n"
        "Your application {reference} for {stop} is on the waiting list, at place {rank}. "
        "Each place that comes free is offered in the order of this list, and we write to you when "
        "it is your turn.\n\n"
        "Your private page always shows your place in the list:\n{link}\n\n"
        "{center}"
    ),
    needed=True,
)
PLACE_LAPSED = Event(
    code="place_lapsed",
    name=_("A place was not confirmed in time, and passed on"),
    placeholders=(REFERENCE, LINK, STOP, CENTER),
    short=gettext_noop(
        "Microlabs: your place, file {reference}, was not confirmed in time "
        "and went to the next person. More: {link}"
    ),
    subject=gettext_noop("About the place that was kept for you"),
    long=gettext_noop(
        "Hello,\n\n"
        "The place that was kept for you in {stop} was not confirmed in time. "
        "It is now offered to the next person on the waiting list. File number: {reference}.\n\n"
        "Did our message reach you too late? Please write to us from your private page:\n{link}\n\n"
        "{center}"
    ),
    needed=True,
)
PLACE_TAKEN_BACK = Event(
    code="place_taken_back",
    name=_("An offered place went back to whom it was offered before"),
    placeholders=(REFERENCE, LINK, RANK, STOP, CENTER),
    short=gettext_noop(
        "Microlabs: the place offered to you, file {reference}, has gone back. "
        "You keep your place in the list: {link}"
    ),
    subject=gettext_noop("About the place that was offered to you"),
    long=gettext_noop(
        "Hello,\n\n"
        "The place in {stop} that was offered to you goes back to the person to whom it had been "
        "offered before: our message had not reached them in time. We are sorry. You keep your "
        "place in the waiting list: {rank}. File number: {reference}.\n\n"
        "Your private page:\n{link}\n\n"
        "{center}"
    ),
    needed=True,
)
PLACE_CONFIRMED = Event(
    code="place_confirmed",
    name=_("A place was confirmed by a digit"),
    placeholders=(REFERENCE, STOP, CENTER),
    short=gettext_noop("Microlabs: your place is confirmed, file {reference}. Thank you!"),
    subject=gettext_noop("Your place is confirmed"),
    long=gettext_noop(
        "Hello,\n\nYour place in {stop} is confirmed. File number: {reference}. Thank you!\n\n"
        "{center}"
    ),
    needed=True,
    urgent=True,
)
PLACE_GIVEN_UP = Event(
    code="place_given_up",
    name=_("A place was given up by a digit"),
    placeholders=(REFERENCE, STOP, CENTER),
    short=gettext_noop(
        "Microlabs: you have given the place up, file {reference}. "
        "Thank you: it can go to somebody else."
    ),
    subject=gettext_noop("You have given the place up"),
    long=gettext_noop(
        "Hello,\n\nYou have given your place in {stop} up: it can go to somebody else. "
        "File number: {reference}. Thank you for telling us.\n\n{center}"
    ),
    needed=True,
    urgent=True,
)
EVENTS = (
    RECEIPT,
    NEW_LINK,
    PRIVATE_LINK,
    NUDGE,
    NUDGE_AGAIN,
    DEADLINE,
    ACCEPTED,
    PLACE_OFFERED,
    PLACE_REMINDER,
    WAITING_LIST,
    PLACE_LAPSED,
    PLACE_TAKEN_BACK,
    PLACE_CONFIRMED,
    PLACE_GIVEN_UP,
)
