"""The URLs that messages carry, and the one that opens WhatsApp; none names a person."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.urls import reverse

from core.links import SignedLink, absolute
from messaging.models import Message

if TYPE_CHECKING:
    from people.models import User

NO_MORE = SignedLink("/messages/stop/", salt="messaging.links.no-more")
WISHES = SignedLink(
    "/messages/wishes/",
    salt="messaging.links.wishes",
    lasts=timedelta(days=7),  # the private page makes a new one each time it is read
)
FILE = SignedLink(
    "/messages/file/",
    salt="messaging.links.file",
    lasts=timedelta(days=60),
)


def wishes_url(person: User, *, file: int) -> str:
    """Where the private page of `file` asks for the wishes of `person`; it lasts a few days."""
    return reverse("messaging:wishes_by_link", args=[WISHES.make(person.pk, file)])


def person_and_file_of(token: str) -> tuple[int, int] | None:
    """Whom a `wishes_url` was made for, and on which page; None when too old or not ours."""
    match WISHES.read(token):
        case (person, file):
            return person, file
        case _:
            return None


def unsubscribe_url(message: Message) -> str:
    """Where the reader of `message` stops messages in one click, even from an old e-mail."""
    return absolute(reverse("messaging:no_more", args=[NO_MORE.make(message.pk)]), posted=True)


def message_by(token: str) -> Message:
    """The message that an `unsubscribe_url` was made for; anything else gives 404."""
    return NO_MORE.row_or_404(token, Message.objects.all())


def file_url(message: Message) -> str:
    """Where the reader of `message` finds its file, when it was sent a way that carries none."""
    return absolute(reverse("messaging:file_by_link", args=[FILE.make(message.pk)]))


def message_with_file(token: str) -> Message:
    """The message that a `file_url` was made for; anything else, or too old, gives 404."""
    return FILE.row_or_404(token, Message.objects.exclude(file=""))


def wa_me(phone: str, text: str) -> str:
    """The URL that opens a chat with `phone` (E.164) in WhatsApp, `text` written, not yet sent."""
    return f"https://wa.me/{phone.removeprefix('+')}?text={quote(text, safe='')}"
