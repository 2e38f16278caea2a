"""The address to which an e-mail is answered: it names the message, and nobody else can make one."""

import base64
import hmac
import re

from django.conf import settings
from django.utils.crypto import salted_hmac

from messaging.models import Message

DIGITS = 16  # base32 digits of the signature: 80 bits, in an address whose letters may change their case
TOKEN = re.compile(rf"(\d{{1,18}})-([a-z2-7]{{{DIGITS}}})", re.ASCII)


def reply_address(message: Message) -> str:
    """Where an answer to `message` goes; empty where this installation reads no mail."""
    return settings.REPLY_ADDRESS.replace("{token}", _token(message.pk)) if settings.REPLY_ADDRESS else ""


def answered(recipient: str) -> Message | None:
    """The message that a mail to `recipient` answers; None when this house never gave that address."""
    before, _sign, after = settings.REPLY_ADDRESS.lower().partition("{token}")
    address = recipient.strip().lower()
    if not (after and address.startswith(before) and address.endswith(after)):
        return None
    found = TOKEN.fullmatch(address[len(before) : -len(after)])
    if found is None or not hmac.compare_digest(_token(int(found[1])), found[0]):
        return None
    return Message.objects.filter(pk=int(found[1])).first()


def _token(number: int) -> str:
    signature = salted_hmac("messaging.http.replies", str(number), algorithm="sha256").digest()
    return f"{number}-{base64.b32encode(signature).decode().lower()[:DIGITS]}"
