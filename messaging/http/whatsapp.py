"""WhatsApp's Cloud API: a text within a day of the reader's last word, else a template; files."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_noop

from core.calling import NotSent, UnknownFate, client
from core.later import later
from messaging.http.graph import (
    AWAY,
    CLOSED,
    NEEDS_PHONE,
    NO_FILE,
    OTHER_TEMPLATE,
    REFUSED,
    WindowClosed,
    ask,
    authority,
    call,
)
from messaging.http.templates import (
    AUTHENTICATION,
    has_template,
    parameters,
    template_of,
    template_reply,
)
from messaging.models import Correspondent, Message
from messaging.occasions import EVENTS
from messaging.words import defaults, fill

if TYPE_CHECKING:
    import httpx
else:
    httpx = later("httpx")

WINDOW = timedelta(hours=24) - timedelta(minutes=5)  # our clock and Meta's may differ
LARGEST = 16 * 1024 * 1024  # bytes of a file that somebody sends us
SAFE_ID = re.compile(r"[\w.-]{1,200}", re.ASCII)
NOT_CONFIGURED = gettext_noop("WhatsApp is not configured.")
NO_LONGER = gettext_noop("WhatsApp no longer has the file.")
TOO_LARGE = gettext_noop("The file is too large.")
BY_KIND = {"image/jpeg": "image", "image/png": "image", "video/mp4": "video", "video/3gpp": "video"}


def by_whatsapp(message: Message) -> str:
    """Send to a telephone, or to Meta's own id of a person; Meta's id of the message."""
    _insist()
    if may_write_freely(message.address):
        try:
            return _send(message, _own_words(message))
        except WindowClosed:
            if not _has_template(message):
                raise
    return _send(message, _template(message))


def configured() -> bool:
    """Whether this installation has a number with Meta."""
    return bool(settings.WHATSAPP_TOKEN and settings.WHATSAPP_NUMBER_ID)


def _insist() -> None:
    if not configured():
        raise NotSent(NOT_CONFIGURED, final=True)


def free_until(address: str) -> datetime | None:
    """When the 24 hours for any text to this address end; None where nobody wrote from it."""
    known = Correspondent.objects.filter(
        Q(phone=address) | Q(user_id=address), wrote_at__isnull=False
    )
    wrote = known.order_by("wrote_at").values_list("wrote_at", flat=True).last()
    return wrote + WINDOW if wrote else None


def may_write_freely(address: str) -> bool:
    """Whether any text may be sent to this address now."""
    until = free_until(address)
    return until is not None and until > timezone.now()


def _send(message: Message, words: dict[str, Any]) -> str:
    phone = message.address.startswith("+")
    to = {"to": message.address.removeprefix("+")} if phone else {"recipient": message.address}
    head = {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "biz_opaque_callback_data": message.echo,
    }
    answer = call(f"{settings.WHATSAPP_NUMBER_ID}/messages", json=head | to | words)
    match answer:
        case {"messages": [{"id": str(number)}, *_]}:
            return number[:200]
        case _:
            raise UnknownFate


def _own_words(message: Message) -> dict[str, Any]:
    if not message.file:
        return {"type": "text", "text": {"preview_url": False, "body": message.body}}
    name = _name_of(message)
    content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    kind = BY_KIND.get(content_type, "document")
    if content_type.startswith("audio/") and not message.body:
        kind = "audio"  # which has no place for words
    file: dict[str, str] = {"id": _upload(message, content_type)}
    if message.body and kind != "audio":
        file["caption"] = message.body
    if kind == "document":
        file["filename"] = name
    return {"type": kind, kind: file}


def _upload(message: Message, content_type: str) -> str:
    """Leave the file with Meta; its id. Nobody was written to yet: a lost answer is a refusal."""
    try:
        with message.file.open("rb") as file:
            answer = call(
                f"{settings.WHATSAPP_NUMBER_ID}/media",
                data={"messaging_product": "whatsapp", "type": content_type},
                files={"file": (_name_of(message), file.read(), content_type)},
            )
    except UnknownFate as lost:
        raise NotSent(AWAY) from lost
    except FileNotFoundError as gone:
        raise NotSent(NO_FILE, final=True) from gone
    return str(answer.get("id", ""))


def _name_of(message: Message) -> str:
    return PurePosixPath(message.file.name or "").name


def _has_template(message: Message) -> bool:
    return message.event in EVENTS and has_template(EVENTS[message.event]) and not message.file


def _template(message: Message) -> dict[str, Any]:
    """The short text as Meta knows it; the message then says what left."""
    if not _has_template(message):
        raise NotSent(CLOSED, final=True)
    event = EVENTS[message.event]
    if event.category == AUTHENTICATION and not message.address.startswith("+"):
        raise NotSent(NEEDS_PHONE, final=True)
    words = parameters(event, message.context)
    if words is None:
        raise NotSent(OTHER_TEMPLATE, final=True)
    values = [{"type": "text", "text": word} for word in words]
    components: list[dict[str, Any]] = [{"type": "body", "parameters": values}] if values else []
    if event.category == AUTHENTICATION:
        components.append(
            {"type": "button", "sub_type": "url", "index": "0", "parameters": values[:1]}
        )
    known = template_of(event, message.language)
    short = fill(defaults(event, message.language)["short"], message.context, event.names)
    reply = template_reply(event, message.language)
    message.body = "\n".join(filter(None, (short, reply)))
    template = {"name": known.name, "language": {"code": known.language}, "components": components}
    return {"type": "template", "template": template}


def mark_read(provider_id: str) -> None:
    """Show the writer two blue ticks. Raises `NotSent` or `UnknownFate`."""
    _insist()
    receipt = {"messaging_product": "whatsapp", "status": "read", "message_id": provider_id}
    call(f"{settings.WHATSAPP_NUMBER_ID}/messages", json=receipt)


def fetch_media(media_id: str) -> tuple[bytes, str]:
    """A file sent to us, and its type as Meta says it. Raises `NotSent`, final when it is gone."""
    _insist()
    if not SAFE_ID.fullmatch(media_id):
        raise NotSent(NO_LONGER, final=True)
    media = ask(media_id, phone_number_id=settings.WHATSAPP_NUMBER_ID)
    url, size = str(media.get("url", "")), media.get("file_size", 0)
    if not _may_be_asked(url):
        raise NotSent(REFUSED, final=True)
    if isinstance(size, int) and size > LARGEST:
        raise NotSent(TOO_LARGE, final=True)
    data = _download(url)
    expected = media.get("sha256")
    if expected and hashlib.sha256(data).hexdigest() != expected:
        raise NotSent(AWAY)
    return data, str(media.get("mime_type", "")).partition(";")[0]


def _may_be_asked(url: str) -> bool:
    """Our token goes only over TLS, or to the very server that is configured."""
    try:
        parts, known = urlsplit(url), urlsplit(settings.WHATSAPP_URL)
    except ValueError:
        return False
    return bool(parts.hostname) and (parts.scheme == "https" or parts[:2] == known[:2])


def _download(url: str) -> bytes:
    data = bytearray()
    try:
        with client().stream("GET", url, headers=authority()) as answer:
            if not answer.is_success:
                raise NotSent(
                    NO_LONGER, final=answer.is_client_error and answer.status_code not in {401, 429}
                )
            for piece in answer.iter_bytes():
                data += piece
                if len(data) > LARGEST:
                    raise NotSent(TOO_LARGE, final=True)
    except httpx.RequestError as lost:
        raise NotSent(AWAY) from lost
    return bytes(data)
