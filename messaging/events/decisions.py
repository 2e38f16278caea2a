"""What is written when a center has answered: a place is offered, awaited, refused, passed on, looked at again."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from messaging.events.kinds import CENTER, DAY, LINK, REFERENCE, STOP, Event, Placeholder

UNTIL = Placeholder("until", _("until when the place is kept, in words"), "25/11/2026 18:00", isolated=True)
PLACE = Placeholder(
    "link", _("link to confirm the place"), "https://labs.example.ma/place/2n9c-0aB1cD2eF3gH4iJ5", required=True
)
RANK = Placeholder("rank", _("place in the waiting list"), "3", isolated=True)
SHORT = gettext_noop("{reference}: answer {link}")

ACCEPTED = Event(
    code="accepted",
    name=_("A place is offered"),
    placeholders=(REFERENCE, DAY, PLACE, UNTIL, STOP, CENTER),
    short=gettext_noop("To confirm before {day}: {link}"),
    subject=gettext_noop("A place is kept for you"),
    long=gettext_noop(
        "Hello,\n\n"
        "Good news: your application {reference} has been chosen for {stop}. A place is kept for you until {until}.\n\n"
        "Please confirm it here, in one tap, without signing in. On the same page you can also give it up:\n{link}\n\n"
        "Without an answer by then, the place goes to the next person on the waiting list.\n\n"
        "{center}"
    ),
    needed=True,
)
PLACE_OFFERED = Event(
    code="place_offered",
    name=_("A place has come free for somebody on the waiting list"),
    placeholders=(REFERENCE, DAY, PLACE, UNTIL, STOP, CENTER),
    short=gettext_noop("To confirm before {day}: {link}"),
    subject=gettext_noop("A place has come free for you"),
    long=gettext_noop(
        "Hello,\n\n"
        "A place in {stop} has come free, and it is your turn: it is kept for you until {until}. "
        "File number: {reference}.\n\n"
        "Please confirm it here, in one tap, without signing in. On the same page you can also give it up:\n{link}\n\n"
        "Without an answer by then, the place goes to the next person on the waiting list.\n\n"
        "{center}"
    ),
    needed=True,
)
WAITING_LIST = Event(
    code="waiting_list",
    name=_("On the waiting list"),
    placeholders=(REFERENCE, LINK, RANK, STOP, CENTER),
    short=SHORT,
    subject=gettext_noop("The answer to your application"),
    long=gettext_noop(
        "Hello,\n\n"
        "Your application {reference} for {stop} is on the waiting list, at place {rank}. "
        "Each place that comes free is offered in the order of this list, and we write to you when it is your turn.\n\n"
        "Your private page always shows your place in the list:\n{link}\n\n"
        "{center}"
    ),
    needed=True,
)
DECLINED = Event(
    code="declined",
    name=_("Not chosen this time, with the reasons"),
    placeholders=(
        REFERENCE,
        LINK,
        Placeholder("reasons", _("what was missing, and what to do instead"), "…"),
        Placeholder(
            "look", _("link to ask for a second look"), "https://labs.example.ma/second-look/2n9c-0aB1cD2eF3gH4iJ5"
        ),
        Placeholder("look_until", _("last day to ask for it"), "25/11/2026", isolated=True),
        STOP,
        CENTER,
    ),
    short=SHORT,
    subject=gettext_noop("The answer to your application"),
    long=gettext_noop(
        "Hello,\n\n"
        "Thank you for applying for {stop}. There were more applications than places, and yours, {reference}, "
        "was not chosen this time. This is what the decision rests on:\n\n"
        "{reasons}\n\n"
        "Do you think that something was overlooked? Until {look_until} you can ask here, in one tap, "
        "that somebody else reads your application again:\n{look}\n\n"
        "Your private page:\n{link}\n\n"
        "{center}"
    ),
    needed=True,
)
PLACE_LAPSED = Event(
    code="place_lapsed",
    name=_("A place was not confirmed in time, and passed on"),
    placeholders=(REFERENCE, LINK, STOP, CENTER),
    short=gettext_noop("{reference}: news {link}"),
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
    short=gettext_noop("{reference}: news {link}"),
    subject=gettext_noop("About the place that was offered to you"),
    long=gettext_noop(
        "Hello,\n\n"
        "The place in {stop} that was offered to you goes back to the person to whom it had been offered before: "
        "our message had not reached them in time. We are sorry. You keep your place in the waiting list: {rank}. "
        "File number: {reference}.\n\n"
        "Your private page:\n{link}\n\n"
        "{center}"
    ),
    needed=True,
)
SECOND_LOOK_KEPT = Event(
    code="second_look_kept",
    name=_("After the second look the decision stays"),
    placeholders=(REFERENCE, LINK, STOP, CENTER),
    short=SHORT,
    subject=gettext_noop("Your application was read again"),
    long=gettext_noop(
        "Hello,\n\n"
        "As you asked, somebody else has read your application {reference} for {stop} again. The decision stays.\n\n"
        "On your private page you find what it rests on, and what you can do instead:\n{link}\n\n"
        "{center}"
    ),
    needed=True,
)
DECISIONS = (ACCEPTED, PLACE_OFFERED, WAITING_LIST, DECLINED, PLACE_LAPSED, PLACE_TAKEN_BACK, SECOND_LOOK_KEPT)
