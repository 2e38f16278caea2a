"""What the desk writes to a person: their private link, once more."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from applications.mails import private_link
from applications.models import Application
from messaging import actions as messaging
from messaging.models import Message


def write_link(file: Application) -> bool:
    """Put the private link into the outbox, at most once a minute; False when there is no address to send it to."""
    address = file.phone or file.email
    if not address:
        return False
    channel = Message.Channel.SMS if file.phone else Message.Channel.EMAIL
    with translation.override(file.language):
        messaging.write(
            key=f"link:{file.pk}:{timezone.now():%Y%m%d%H%M}",
            channel=channel,
            address=address,
            language=file.language,
            subject="" if file.phone else str(_("Your private page")),
            body=_("%(reference)s: %(link)s") % {"reference": file.reference, "link": private_link(file)},
            person=file.applicant,
            stop=file.stop,
        )
    return True
