"""What the selection writes: what a file lacks, why it was not chosen, how a second look ended."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from messaging.occasions import CENTER, LINK, REFERENCE, STOP, Event, Placeholder

DECLINED = Event(
    code="declined",
    name=_("Not chosen this time, with the reasons"),
    placeholders=(
        REFERENCE,
        LINK,
        Placeholder("reasons", _("what was missing, and what to do instead"), "…"),
        Placeholder(
            "look",
            _("link to ask for a second look"),
            "https://labs.example.ma/second-look/2n9c-0aB1cD2eF3gH4iJ5",
        ),
        Placeholder("look_until", _("last day to ask for it"), "25/11/2026", isolated=True),
        STOP,
        CENTER,
    ),
    short=gettext_noop(
        "Microlabs: your application {reference} was not chosen this time. "
        "The reasons, and what you can do: {link}"
    ),
    subject=gettext_noop("The answer to your application"),
    long=gettext_noop(
        "Hello,\n\n"
        "Thank you for applying for {stop}. There were more applications than places, "
        "and yours, {reference}, was not chosen this time. "
        "This is what the decision rests on:\n\n"
        "{reasons}\n\n"
        "Do you think that something was overlooked? Until {look_until} you can ask here, "
        "in one tap, that somebody else reads your application again:\n{look}\n\n"
        "Your private page:\n{link}\n\n"
        "{center}"
    ),
    needed=True,
)
SECOND_LOOK_KEPT = Event(
    code="second_look_kept",
    name=_("After the second look the decision stays"),
    placeholders=(REFERENCE, LINK, STOP, CENTER),
    short=gettext_noop(
        "Microlabs: your application {reference} was read again and the decision stays. "
        "More: {link}"
    ),
    subject=gettext_noop("Your application was read again"),
    long=gettext_noop(
        "Hello,\n\n"
        "As you asked, somebody else has read your application {reference} for {stop} again. "
        "The decision stays.\n\n"
        "On your private page you find what it rests on, and what you can do instead:\n{link}\n\n"
        "{center}"
    ),
    needed=True,
)
PIECE = Event(
    code="piece",
    name=_("Something is missing in an application"),
    placeholders=(
        REFERENCE,
        Placeholder(
            "link",
            _("page to answer on"),
            "https://labs.example.ma/piece/4142.2Zr6Q-n0m5cBvXk9",
            required=True,
        ),
        Placeholder("questions", _("what is asked"), "…"),
        CENTER,
    ),
    short=gettext_noop(
        "Microlabs: one thing is missing in your application {reference}. Answer here: {link}"
    ),
    subject=gettext_noop("One thing is missing in your application"),
    long=gettext_noop(
        "Hello,\n\n"
        "To go on reading your application {reference}, we need:\n\n"
        "{questions}\n\n"
        "Answer here, it takes a minute. There is no need to sign in, "
        "and you need not fill in the form again:\n"
        "{link}\n\n"
        "{center}"
    ),
    needed=True,
)
HANDED = Event(
    code="second_look_handed",
    name=_("A second look of another center is in your hands"),
    of_stop=False,
    placeholders=(
        REFERENCE,
        Placeholder(
            "page",
            _("page of the second look"),
            "https://labs.example.ma/desk/second-looks/17/",
            required=True,
        ),
        STOP,
        CENTER,
    ),
    short="",
    subject=gettext_noop("A second look is in your hands"),
    long=gettext_noop(
        "Hello,\n\n"
        "Somebody asks that their application {reference} to {stop} is read again. "
        "Everybody of {center} had a part in the decision or abstains, "
        "so that it was given to you. "
        "You may open this one file, and answer:\n"
        "{page}"
    ),
)
EVENTS = (DECLINED, SECOND_LOOK_KEPT, PIECE, HANDED)
