"""What is written after a workshop: how was it and what stays of it, and the certificate."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from messaging.occasions import CENTER, LINK, REFERENCE, STOP, Event, Placeholder

TITLE = Placeholder("title", _("title of the workshop"), "الفيسبوك لبيع منتوجاتك")
HELD = (LINK, TITLE, REFERENCE, STOP, CENTER)
WORKSHOP_AFTER = Event(
    code="workshop_after",
    name=_("After a workshop: how was it, and what stays"),
    placeholders=HELD,
    short=gettext_noop(
        "Microlabs: how was the workshop? One tap; slides and sound are there: {link} To stop: STOP"
    ),
    subject=gettext_noop("How was the workshop?"),
    long=gettext_noop(
        "Hello,\n\n"
        "You were at the workshop “{title}”. How was it? One tap and two short questions. Slides, "
        "sound and hand-outs stand on the same page:\n{link}\n\n"
        "{center}"
    ),
)
WORKSHOP_MISSED = Event(
    code="workshop_missed",
    name=_("After a workshop, to whoever was not there"),
    placeholders=HELD,
    short=gettext_noop(
        "Microlabs: we missed you. The workshop in five lines and as sound: {link} To stop: STOP"
    ),
    subject=gettext_noop("We missed you"),
    long=gettext_noop(
        "Hello,\n\n"
        "You could not come to the workshop “{title}”. Here it is in five lines and as sound, with "
        "the next date:\n{link}\n\n"
        "{center}"
    ),
)
WORKSHOP_CERTIFICATE = Event(
    code="workshop_certificate",
    name=_("The certificate of a workshop"),
    placeholders=HELD,
    short=gettext_noop("Microlabs: your certificate of attendance: {link} To stop: STOP"),
    subject=gettext_noop("Your certificate"),
    long=gettext_noop(
        "Hello,\n\n"
        "You took part in the workshop “{title}”. Your certificate, in Arabic and French, to print "
        "or to show:\n{link}\n\n"
        "{center}"
    ),
)
AFTER = (WORKSHOP_AFTER, WORKSHOP_MISSED, WORKSHOP_CERTIFICATE)
