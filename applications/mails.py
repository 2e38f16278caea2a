"""What a candidacy writes to its person: the receipt, short enough for one SMS in Arabic."""

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from applications.models import Application
from messaging import actions as messaging
from messaging.models import Message
from programs.models import Stop


def write_receipt(application: Application) -> None:
    """Put the receipt into the outbox: an SMS to the telephone, and an e-mail when an address was given."""
    with translation.override(application.language):
        if application.phone:
            _write(application, Message.Channel.SMS, application.phone, body=_short(application))
        if application.email:
            subject = _("We have received your application")
            _write(application, Message.Channel.EMAIL, application.email, body=_long(application), subject=subject)


def write_new_link(application: Application) -> None:
    """Send the new private link to where the person is reached now; the old one no longer opens anything."""
    channel = Message.Channel.SMS if application.phone else Message.Channel.EMAIL
    with translation.override(application.language):
        body = _("%(reference)s: %(link)s") % {
            "reference": application.reference,
            "link": private_link(application),
        }
        messaging.write(
            key=f"new-link:{application.pk}:{timezone.now():%Y%m%d%H%M%S%f}",
            channel=channel,
            address=application.phone or application.email,
            language=application.language,
            subject="" if application.phone else _("Your private page"),
            body=body,
            person=application.applicant,
            stop=application.stop,
        )


def _write(application: Application, channel: Message.Channel, address: str, *, body: str, subject: str = "") -> None:
    messaging.write(
        key=f"receipt:{application.pk}:{channel}",
        channel=channel,
        address=address,
        language=application.language,
        subject=subject,
        body=body,
        person=application.applicant,
        stop=application.stop,
    )


def private_link(application: Application) -> str:
    """The whole address of the private page, for a message."""
    return f"{settings.SITE_URL}{application.get_absolute_url()}"


def public_link(stop: Stop) -> str:
    """The whole address of a stop's public page, to share with anybody."""
    return f"{settings.SITE_URL}/{stop.slug}/"


def _short(application: Application) -> str:
    """At most 70 characters in Arabic with a usual host name: one SMS."""
    return _("Received: %(reference)s. Follow it: %(link)s") % {
        "reference": application.reference,
        "link": private_link(application),
    }


def _long(application: Application) -> str:
    return _(
        "Hello,\n\n"
        "We have received your application. Its number is %(reference)s.\n\n"
        "%(next_steps)s\n\n"
        "Your private page, to follow your application, change it or withdraw it:\n%(link)s\n\n"
        "Keep this link to yourself: whoever has it can read your application.\n\n"
        "%(center)s",
    ) % {
        "reference": application.reference,
        "next_steps": application.stop.next_steps,
        "link": private_link(application),
        "center": application.stop.center,
    }
