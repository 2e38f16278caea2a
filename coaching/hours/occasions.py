"""What is written to experts: asked, charter, missing days; to whom they hand over."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from coaching.booking.occasions import EXPERT, FIND
from messaging.occasions import CENTER, STOP, Event, Placeholder

OFFER_DAYS = 365  # for which it is kept that somebody offered to help, and was not taken on
HOURS = Placeholder(
    "link", _("page of an expert’s hours"), "https://labs.example.ma/expert/hours", required=True
)
THEME = Placeholder("theme", _("theme"), "التمويل")
BEFORE = Placeholder("before", _("name of the expert before"), "نادية")
COUNT = Placeholder("count", _("how many people"), "7", isolated=True)

EXPERT_ASKED = Event(
    code="expert_asked",
    name=_("Somebody asks to help as an expert"),
    of_stop=False,
    placeholders=(CENTER,),
    short=gettext_noop("Microlabs: thank you for asking to help. The team writes to you soon."),
    subject=gettext_noop("Thank you for asking to help"),
    long=gettext_noop(
        "Hello,\n\n"
        "Thank you: you would like to help the entrepreneurs of the caravan. The team reads what "
        "you wrote, and writes to you within a few days.\n\n"
        "{center}"
    ),
    needed=True,
    guest_days=OFFER_DAYS,
)
EXPERT_CHECKED = Event(
    code="expert_checked",
    name=_("An expert is taken on and may sign in"),
    of_stop=False,
    placeholders=(HOURS, CENTER),
    short=gettext_noop("Microlabs: welcome. Sign in, read the charter, give your hours: {link}"),
    subject=gettext_noop("Welcome among the experts"),
    long=gettext_noop(
        "Hello,\n\n"
        "Welcome: the team is glad to have you with us.\n\n"
        "Sign in here with this address; there is no password, a code comes to you each time. "
        "You then read and sign the charter, and say when you have time:\n{link}\n\n"
        "A colleague sits beside you at your first session.\n\n"
        "{center}"
    ),
    needed=True,
)
EXPERT_REFUSED = Event(
    code="expert_refused",
    name=_("An expert is not taken on"),
    of_stop=False,
    placeholders=(CENTER,),
    short=gettext_noop(
        "Microlabs: thank you for your offer. We have enough experts like you for now."
    ),
    subject=gettext_noop("Thank you for your offer"),
    long=gettext_noop(
        "Hello,\n\n"
        "Thank you for having offered your time. For now the team has enough experts for what is "
        "asked, and cannot take you on. It keeps your offer for a year, and then deletes it.\n\n"
        "{center}"
    ),
    needed=True,
    guest_days=OFFER_DAYS,
)
CHARTER_NEW = Event(
    code="charter_new",
    name=_("The charter of experts has changed"),
    of_stop=False,
    placeholders=(HOURS, CENTER),
    short=gettext_noop("Microlabs: the charter of experts has changed. Read and sign it: {link}"),
    subject=gettext_noop("The charter of experts has changed"),
    long=gettext_noop(
        "Hello,\n\n"
        "The charter of experts has a new wording. Please read and sign it:\n{link}\n\n"
        "Your sessions go on as planned.\n\n"
        "{center}"
    ),
    needed=True,
)
EXPERT_DAYS_WANTED = Event(
    code="expert_days_wanted",
    name=_("Experts are asked for days on a theme"),
    placeholders=(HOURS, COUNT, THEME, CENTER),
    short=gettext_noop("Microlabs: people wait for you ({count}). Can you give a day? {link}"),
    subject=gettext_noop("Can you give a day?"),
    long=gettext_noop(
        "Hello,\n\n"
        "People without a free session on “{theme}”: {count}.\n\n"
        "Can you give a day, or some hours? They are cut into sessions by themselves:\n{link}\n\n"
        "{center}"
    ),
)
CASE_HANDED = Event(
    code="case_handed",
    name=_("An expert takes over the case of a colleague"),
    of_stop=False,
    placeholders=(HOURS, CENTER),
    short=gettext_noop("Microlabs: the team gives you somebody to look after. See: {link}"),
    subject=gettext_noop("You take over from a colleague"),
    long=gettext_noop(
        "Hello,\n\n"
        "A colleague stops, and the team asks you to go on with one of the people they looked "
        "after. The summary and the sessions are on your page:\n{link}\n\n"
        "{center}"
    ),
    needed=True,
)
NEXT_EXPERT = Event(
    code="session_next_expert",
    name=_("Another expert goes on with somebody, and no hour is booked yet"),
    placeholders=(FIND, BEFORE, EXPERT, STOP, CENTER),
    short=gettext_noop(
        "Microlabs: another expert goes on with you. Choose the hour that suits you: {link}"
    ),
    subject=gettext_noop("Another expert goes on with you"),
    long=gettext_noop(
        "Hello,\n\n"
        "{before} cannot go on, and our team has asked {expert} to help you from now on.\n\n"
        "No session with {expert} is booked yet. Choose the hour that suits you here; where none "
        "does, ask for one on the same page, and we look for it:\n{link}\n\n"
        "{center}"
    ),
    needed=True,
)
EXPERT_LEFT = Event(
    code="session_expert_left",
    name=_("An expert leaves, and somebody has no hour with another one"),
    placeholders=(FIND, BEFORE, STOP, CENTER),
    short=gettext_noop(
        "Microlabs: your expert cannot go on. Choose an hour with another one: {link}"
    ),
    subject=gettext_noop("Your expert cannot go on: another one helps you"),
    long=gettext_noop(
        "Hello,\n\n"
        "{before} cannot go on helping you. We are sorry.\n\n"
        "Other experts are there for you. Choose the hour that suits you here; where none does, "
        "ask for one on the same page, and we look for it:\n{link}\n\n"
        "{center}"
    ),
    needed=True,
)
TO_EXPERTS: tuple[Event, ...] = (
    EXPERT_ASKED,
    EXPERT_CHECKED,
    EXPERT_REFUSED,
    CHARTER_NEW,
    EXPERT_DAYS_WANTED,
    CASE_HANDED,
    NEXT_EXPERT,
    EXPERT_LEFT,
)
