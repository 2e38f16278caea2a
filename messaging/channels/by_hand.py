"""By hand: somebody of the center taps a wa.me link, and says afterwards that it was sent."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from core.calling import NotSent
from messaging.channels.addresses import PHONE
from messaging.channels.base import BY_HAND, Channel, register
from messaging.models import Message


def _never(_message: Message) -> str:
    raise NotSent(gettext_noop("It could not be sent by hand."), final=True)  # no machine takes it


register(
    Channel(
        code=BY_HAND,
        label=_("WhatsApp, by hand"),
        icon="whatsapp",
        kind=PHONE,
        better=3,
        send=_never,
        configured=lambda: True,
        by_hand=True,
    )
)
