"""The addresses that messages carry, and the one that opens WhatsApp with a text: no address names a person."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.conf import settings
from django.core import signing
from django.urls import reverse

if TYPE_CHECKING:
    from messaging.models import Message
    from people.models import User

NO_MORE = signing.Signer(salt="messaging.links.no-more", sep=".")


WISHES = signing.TimestampSigner(salt="messaging.links.wishes", sep=".")
WISHES_LAST = timedelta(days=7)  # the private page makes a new one each time it is read


def wishes_url(person: User, *, file: int) -> str:
    """Where the private page of `file` leads to say how `person` wishes to be written to; it lasts a few days."""
    return reverse("messaging:wishes_by_link", args=[WISHES.sign(f"{person.pk}-{file}")])


def person_and_file_of(token: str) -> tuple[int, int] | None:
    """Whom the address of `wishes_url` was made for, and on which page; None when too old, or not made here."""
    try:
        person, _dash, file = WISHES.unsign(token, max_age=WISHES_LAST).partition("-")
        return int(person), int(file)
    except (signing.BadSignature, ValueError):
        return None


def unsubscribe_url(message: Message) -> str:
    """Where the reader of `message` stops messages in one click: for good, an old e-mail must still be able to."""
    return settings.SITE_URL + reverse("messaging:no_more", args=[NO_MORE.sign(str(message.pk))])


def message_of(token: str) -> int | None:
    """The message that the address of `unsubscribe_url` was made for; None when it was not made here."""
    try:
        return int(NO_MORE.unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def wa_me(phone: str, text: str) -> str:
    """The address that opens a chat with `phone` (E.164) in WhatsApp, `text` written and not yet sent."""
    return f"https://wa.me/{phone.removeprefix('+')}?text={quote(text, safe='')}"
