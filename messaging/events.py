"""What is written to people about their account, and about being written to."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from messaging.occasions import CENTER, REFERENCE, TITLE, WORDS, Event, Placeholder

SIGN_IN_CODE = Event(
    code="sign_in_code",
    name=_("Sign-in code"),
    of_stop=False,
    placeholders=(Placeholder("code", _("code"), "123456", required=True),),
    short=gettext_noop("Microlabs: your code is {code}. Give it to nobody."),
    subject=gettext_noop("Your Microlabs code"),
    long=gettext_noop(
        "Hello,\n\n"
        "Your code is {code}.\n\n"
        "It can be used once, within ten minutes. Give it to nobody: we never ask for it.\n\n"
        "If you did not ask for a code, there is nothing to do."
    ),
    category="authentication",
    needed=True,
    urgent=True,
    secret=True,
    mail_only=True,
)
ACCOUNT_NOTICE = Event(
    code="account_notice",
    name=_("Notice about an account"),
    of_stop=False,
    placeholders=(TITLE, WORDS),
    short="",
    subject="{title}",
    long="{words}",
    needed=True,
    urgent=True,
    free=True,
)
INVITATION = Event(
    code="invitation",
    name=_("Somebody is given a role"),
    of_stop=False,
    placeholders=(
        Placeholder("role", _("role"), "Reviewer"),
        Placeholder("place", _("center or institution"), "CRI Fès-Meknès"),
        Placeholder(
            "link", _("page to sign in"), "https://labs.example.ma/account/login/", required=True
        ),
        Placeholder("email", _("e-mail"), "amina@example.org", isolated=True),
    ),
    short="",
    subject=gettext_noop("You now work on Microlabs"),
    long=gettext_noop(
        "Hello,\n\n"
        "You now work on Microlabs: {role}, {place}.\n\n"
        "Sign in here with this e-mail address, {email}. "
        "There is no password: a code comes to you each time.\n"
        "{link}\n\n"
        "If you did not expect this, please tell the center; without you nothing happens."
    ),
    needed=True,
    urgent=True,
)
REFUSAL_CONFIRMED = Event(
    code="refusal_confirmed",
    name=_("No more messages, confirmed"),
    of_stop=False,
    placeholders=(),
    short=gettext_noop(
        "Microlabs: you will get no more messages from us. To get them again: START"
    ),
    subject=gettext_noop("No more messages"),
    long=gettext_noop(
        "Hello,\n\n"
        "It is noted: you will get no more messages from us, "
        "but for what you ask for yourself, such as a code.\n\n"
        "To get them again, answer START."
    ),
    needed=True,
    urgent=True,
)
WELCOME_BACK = Event(
    code="welcome_back",
    name=_("Messages again, confirmed"),
    of_stop=False,
    placeholders=(),
    short=gettext_noop("Microlabs: you will get our messages again. To get no more: STOP"),
    subject=gettext_noop("Our messages again"),
    long=gettext_noop(
        "Hello,\n\nIt is noted: you will get our messages again.\n\n"
        "To get no more, answer STOP at any time."
    ),
    needed=True,
    urgent=True,
)
ANSWER = Event(
    code="answer",
    name=_("Answer in a conversation"),
    placeholders=(TITLE, WORDS),
    short="{words}",
    subject="{title}",
    long="{words}",
    needed=True,
    free=True,
)
ANSWER_WAITING = Event(
    code="answer_waiting",
    name=_("An answer is waiting, after a day without a word"),
    placeholders=(CENTER,),
    short=gettext_noop("Microlabs: an answer is waiting for you. Write back to us to read it."),
    subject=gettext_noop("An answer for you"),
    long=gettext_noop(
        "Hello,\n\nThere is an answer for you. Write back to this message to read it.\n\n{center}"
    ),
    needed=True,
)
NO_QUESTION = Event(
    code="no_question",
    name=_("An answer by a digit, and it is not clear to what"),
    placeholders=(REFERENCE, CENTER),
    short=gettext_noop(
        "Microlabs: to which question do you answer? Please write 1 or 2 and your file number, "
        "like this: 1 {reference}"
    ),
    subject=gettext_noop("Your answer"),
    long=gettext_noop(
        "Hello,\n\nWe have your answer, but not to which question. If it is about a place, please "
        "write 1 or 2 and your file number, like this:\n1 {reference}\n\n"
        "The team reads your message in any case.\n\n{center}"
    ),
    needed=True,
    urgent=True,
)
REPLY_REFUSED = Event(
    code="reply_refused",
    name=_("An answer by a digit that can no longer be followed"),
    placeholders=(WORDS, CENTER),
    short=gettext_noop("Microlabs: {words} The team reads your message and answers you."),
    subject=gettext_noop("Your answer"),
    long=gettext_noop(
        "Hello,\n\n{words}\n\nThe team reads your message and answers you.\n\n{center}"
    ),
    needed=True,
    urgent=True,
)
EVENTS = (
    SIGN_IN_CODE,
    ACCOUNT_NOTICE,
    INVITATION,
    REFUSAL_CONFIRMED,
    WELCOME_BACK,
    ANSWER,
    ANSWER_WAITING,
    NO_QUESTION,
    REPLY_REFUSED,
)
