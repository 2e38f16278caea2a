"""What is written about needs: the questions after sending, and again at the end and later."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from messaging.occasions import CENTER, LINK, REFERENCE, STOP, Event

DIAGNOSIS = Event(
    code="diagnosis",
    name=_("Invitation to say what one needs"),
    placeholders=(LINK, REFERENCE, STOP, CENTER),
    short=gettext_noop(
        "Microlabs: tell us what you need, a few short questions: {link} To stop: STOP"
    ),
    subject=gettext_noop("What do you need?"),
    long=gettext_noop(
        "Hello,\n\n"
        "Your application {reference} for {stop} has reached us. So that the support suits you, "
        "tell us what you need: short questions, one tap each. For an answer, you get three steps "
        "made for you.\n\n"
        "The questions stand on your private page:\n{link}\n\n"
        "Would you rather answer by telephone? Reply to this message and we call you.\n\n"
        "{center}"
    ),
    mail_only=True,
)
DIAGNOSIS_AGAIN = Event(
    code="diagnosis_again",
    name=_("The same questions once more, at the end of a stop and later"),
    placeholders=(LINK, REFERENCE, STOP, CENTER),
    short=gettext_noop(
        "Microlabs: what has changed for you? The same short questions: {link} To stop: STOP"
    ),
    subject=gettext_noop("What has changed for you?"),
    long=gettext_noop(
        "Hello,\n\n"
        "At the start of {stop} you told us what you needed. The same short questions show how far "
        "you have come, and your next three steps.\n\n"
        "They stand on your private page:\n{link}\n\n"
        "File number: {reference}.\n\n"
        "{center}"
    ),
    mail_only=True,
)
EVENTS = (DIAGNOSIS, DIAGNOSIS_AGAIN)
