"""The address that answers an e-mail: it names the message, and nobody else can make one."""

from django.conf import settings

from core.links import SignedToken
from messaging.models import Message

# Mail servers may change the case of its letters.
REPLY = SignedToken(salt="messaging.http.replies", folded=True)


def reply_address(message: Message) -> str:
    """Where an answer to `message` goes; empty where this installation reads no mail."""
    return (
        settings.REPLY_ADDRESS.replace("{token}", REPLY.make(message.pk))
        if settings.REPLY_ADDRESS
        else ""
    )


def answered(recipient: str) -> Message | None:
    """The message that a mail to `recipient` answers; None when we never gave that address."""
    keys = REPLY.read(token_of(recipient))
    return Message.objects.filter(pk=keys[0]).first() if keys else None


def token_of(recipient: str) -> str:
    """What stands in the place of the token in an address of our form; nothing in any other."""
    before, _sign, after = settings.REPLY_ADDRESS.lower().partition("{token}")
    address = recipient.strip().lower()
    if not (after and address.startswith(before) and address.endswith(after)):
        return ""
    return address[len(before) : -len(after)]
