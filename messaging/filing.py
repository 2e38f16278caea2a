"""A mail that answers no message of ours and still has its place: a room above files it.

`filed(token, mail)` of a room's `filed.py` files a mail that came to an address with a token of its
own, and gives the stop that it belongs to; None for a token of somebody else. It raises
ValidationError where the mail is not to be filed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import override

from core.rooms import offered
from core.webhooks import Unreadable
from messaging.http import inbound_mail

if TYPE_CHECKING:
    from datetime import datetime

    from programs.models import Stop


@dataclass(frozen=True)
class Mail:
    """Who wrote or forwarded it, about what, when; its own words and those that it forwards."""

    address: str
    subject: str
    text: str
    at: datetime


def address_with(token: str) -> str:
    """An address whose mails carry `token`; empty where this installation reads no mail."""
    return settings.REPLY_ADDRESS.replace("{token}", token) if settings.REPLY_ADDRESS else ""


def filed(raw: bytes, *, recipient: str = "") -> Stop | None:
    """Let the room that gave its address file a mail; None where none did.

    Raises Unreadable with the sentence of its refusal.
    """
    tokens = inbound_mail.tokens_of(raw, recipient=recipient)
    if not tokens:
        return None
    sheet = inbound_mail.sheet_of(raw)
    said, quoted = inbound_mail.said_in(raw)
    text = "\n\n".join(filter(None, (said, quoted)))
    mail = Mail(sheet.address, inbound_mail.AGAIN.sub("", sheet.subject), text, sheet.at)
    try:
        with override("en"):  # as every failure is kept: it is translated where it is read
            stops = (of(token, mail) for token in tokens for of in offered("filed", "filed"))
            return next(filter(None, stops), None)
    except ValidationError as refused:
        raise Unreadable(refused.messages[0]) from refused
