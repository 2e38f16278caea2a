"""E-mail: the long text with a subject, to any address.

Answers come through `manage.py receive_mail`.
"""

from django.utils.translation import gettext_lazy as _

from messaging.channels.addresses import EMAIL
from messaging.channels.base import Channel, register
from messaging.http.mail import by_email

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
        asks_consent=False,  # who gave an e-mail address asked to be written to there
    )
)
