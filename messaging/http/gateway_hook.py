"""What the SMS gateway tells: the fate of our messages, and answers. Its names for things vary."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_noop

from core.webhooks import Element, Unreadable, bad, clean, element, name_in, read_json
from messaging.channels.base import Told, Written
from messaging.models import Post
from people.phones import to_e164

NOT_DELIVERED = gettext_noop("The SMS could not be delivered.")
FORM = "application/x-www-form-urlencoded"
INSIDE = ("data", "payload", "message", "report")  # where one element may keep its words
MANY = ("reports", "messages", "results", "events")  # where a call may keep several
ID = ("id", "message_id", "messageId", "sms_id", "sid", "uuid", "MessageSid")
STATUS = ("status", "delivery_status", "message_status", "dlr", "MessageStatus", "event", "type")
WRITER = ("from", "sender", "msisdn", "phone", "From")
WORDS = ("text", "message", "body", "content", "Body")
WHEN = ("timestamp", "date", "received_at", "delivered_at", "time", "created_at")
MEANT = {
    "sent": "sent accepted submitted queued enroute buffered acked acceptd",
    "delivered": "delivered delivrd success",
    "read": "read seen",
    "failed": "failed undelivered undeliv undeliverable rejected rejectd expired deleted error",
}
STATUSES = {word: meant for meant, words in MEANT.items() for word in words.split()}
MILLISECONDS = 10**11  # a moment beyond this number is not said in seconds


def read(raw: bytes, content_type: str) -> Any:
    """The body of a call: JSON, or the fields of a form. Raises `Unreadable`."""
    if content_type.partition(";")[0].strip().lower() != FORM:
        return read_json(raw)
    try:
        return dict(parse_qsl(raw.decode(), max_num_fields=100))
    except ValueError as nonsense:
        raise Unreadable from nonsense


def split(body: Any) -> list[Element]:
    """The elements of one call: one, or a list of them."""
    many = (
        [body[name] for name in MANY if isinstance(body.get(name), list)]
        if isinstance(body, dict)
        else [body]
    )
    elements = many[0] if many and isinstance(many[0], list) else [body]
    return [_element(each) for each in elements]


def _element(body: Any) -> Element:
    flat = _flat(body)
    name, status = name_in(flat, *ID), _status(flat)
    echo = name_in(flat, *_echoes())
    if status and (name or echo):
        return element(f"sms:status:{name or echo}:{status}", "status", flat)
    if name_in(flat, *WRITER) and _text(flat):
        return element(f"sms:message:{name or _fingerprint(flat)}", "message", flat)
    return bad("sms", "message", body)


def _flat(body: Any) -> dict[str, Any]:
    """The words of an element, wherever it keeps them."""
    if not isinstance(body, dict):
        return {}
    inside = [body[name] for name in INSIDE if isinstance(body.get(name), dict)]
    return {
        name: word
        for group in [*inside, body]
        for name, word in group.items()
        if not isinstance(word, dict)
    }


def _status(flat: dict[str, Any]) -> str:
    """What became of it: `delivered`, `DELIVRD`, `message.delivered`; empty where unknown."""
    words = (name_in(flat, name).lower().rpartition(".")[2] for name in STATUS)
    return next((STATUSES[word] for word in words if word in STATUSES), "")


def _echoes() -> tuple[str, ...]:
    return (
        settings.SMS_FIELDS.get("reference") or "reference",
        "reference",
        "client_ref",
        "clientRef",
    )


def _text(flat: dict[str, Any]) -> str:
    return next(
        (clean(flat[name]) for name in WORDS if isinstance(flat.get(name), str) and flat[name]), ""
    )


def _fingerprint(flat: dict[str, Any]) -> str:
    words = json.dumps(clean(flat), sort_keys=True, default=str)
    return hashlib.sha256(words.encode()).hexdigest()


def told(payload: dict[str, Any]) -> Told:
    """What a delivery report says."""
    status = _status(payload)
    return Told(
        provider_id=name_in(payload, *ID),
        status=status,
        at=_moment(payload),
        echo=name_in(payload, *_echoes()),
        failure=NOT_DELIVERED if status == "failed" else "",
    )


def written(payload: dict[str, Any]) -> Written:
    """What somebody answered."""
    return Written(
        provider_id=f"sms:{name_in(payload, *ID) or _fingerprint(payload)}",
        at=_moment(payload),
        kind=Post.Kind.TEXT,
        phone=_phone(name_in(payload, *WRITER)),
        text=_text(payload),
    )


def _phone(sender: str) -> str:
    """The writer's number as we write numbers; a short code or a name as it is."""
    try:
        return to_e164(f"+{sender}" if sender.startswith("212") else sender)
    except ValidationError:
        return sender


def _moment(payload: dict[str, Any]) -> datetime:
    """When it happened, in seconds, milliseconds or ISO 8601; now where it is unreadable."""
    text = name_in(payload, *WHEN)
    if text.isascii() and text.isdecimal():
        number = int(text)
        return datetime.fromtimestamp(number / 1000 if number > MILLISECONDS else number, UTC)
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None:
        return timezone.now()
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
