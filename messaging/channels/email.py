"""E-mail: the long text with a subject, to any address. `manage.py receive_mail` hears answers."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from core.calling import NotSent
from core.later import later
from messaging.channels.addresses import EMAIL
from messaging.channels.base import GONE, Channel, register
from messaging.http.mail import by_email
from messaging.models import Inbound

if TYPE_CHECKING:
    from messaging.http import inbound_mail
else:
    inbound_mail = later("messaging.http.inbound_mail")


def _fetched(media_id: str) -> tuple[bytes, str]:
    """A file out of a mail that is kept, by `number of the arrival:number of the file`.

    Raises `NotSent` when the mail is forgotten.
    """
    arrival, _sign, number = media_id.partition(":")
    row = Inbound.objects.filter(pk=arrival, raw__isnull=False).first()
    if row is None:
        raise NotSent(GONE, final=True)
    try:
        return inbound_mail.files_in(bytes(row.raw or b""))[int(number)](), ""
    except inbound_mail.ODD_MAIL as odd:
        raise NotSent(GONE, final=True) from odd


register(
    Channel(
        code=EMAIL.column,
        label=_("E-mail"),
        icon="mail",
        kind=EMAIL,
        better=4,
        send=by_email,
        configured=lambda: True,
        refusal=_("by the link in an e-mail"),
        long=True,
        fetch=_fetched,
        asks_consent=False,  # who gave an e-mail address asked to be written to there
    )
)
