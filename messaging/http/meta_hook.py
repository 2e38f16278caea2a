"""What Meta tells us of WhatsApp: what became of our messages, and what people write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from core.webhooks import Element, bad, element, moment, name_in
from messaging.channels.base import Told, Written
from messaging.http.graph import REFUSED, meaning_of
from messaging.models import Post

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = {
    "image": Post.Kind.PICTURE,
    "sticker": Post.Kind.PICTURE,
    "audio": Post.Kind.VOICE,
    "voice": Post.Kind.VOICE,
    "video": Post.Kind.FILE,
    "document": Post.Kind.FILE,
}
WORDS = {
    "text": ("body",),
    "button": ("text",),
    "reaction": ("emoji",),
    "image": ("caption",),
    "video": ("caption",),
    "document": ("caption", "filename"),
    "system": ("body",),
}
MEANT = {"played": "read"}  # a voice note that was listened to
LARGEST_NUMBER = 15  # digits of a telephone number


def split(body: Any) -> list[Element]:
    """The elements of one call. What is for another number of the same account is none of ours."""
    return [each for value in _values(body) for each in _of_value(value)]


def _values(body: Any) -> Iterator[dict[str, Any]]:
    for entry in _listed(body, "entry"):
        for change in _listed(entry, "changes"):
            value = change.get("value") if isinstance(change, dict) else None
            if isinstance(value, dict) and _ours(value):
                yield value


def _ours(value: dict[str, Any]) -> bool:
    about = value.get("metadata")
    return isinstance(about, dict) and about.get("phone_number_id") == settings.WHATSAPP_NUMBER_ID


def _of_value(value: dict[str, Any]) -> Iterator[Element]:
    contacts = [each for each in _listed(value, "contacts") if isinstance(each, dict)]
    for status in _listed(value, "statuses"):
        name, state = name_in(status, "id"), name_in(status, "status")
        payload = {"status": status, "contact": _contact_of(status, contacts)}
        known = bool(name and state and name_in(status, "timestamp"))
        yield (
            element(f"status:{name}:{state}", "status", payload)
            if known
            else bad("status", "status", status)
        )
    for message in _listed(value, "messages"):
        name = name_in(message, "id")
        payload = {"message": message, "contact": _contact_of(message, contacts)}
        known = bool(name and name_in(message, "timestamp"))
        yield (
            element(f"message:{name}", "message", payload)
            if known
            else bad("message", "message", message)
        )


def _contact_of(entry: Any, contacts: list[dict[str, Any]]) -> dict[str, str]:
    """Whom an element is about, without the name of their profile."""
    phone, user_id = (
        name_in(entry, "from", "recipient_id"),
        name_in(entry, "from_user_id", "recipient_user_id"),
    )
    known = {"wa_id": phone, "user_id": user_id}
    same = [
        each
        for each in contacts
        if any(word and name_in(each, name) == word for name, word in known.items())
    ]
    contact = next(iter(same), contacts[0] if len(contacts) == 1 else {})
    known["parent_user_id"] = name_in(entry, "from_parent_user_id", "recipient_parent_user_id")
    return {name: known[name] or name_in(contact, name) for name in known}


def told(payload: dict[str, Any]) -> Told:
    """Read a status. Raises `LookupError`, `TypeError`, `ValueError` or `ArithmeticError`."""
    status = payload["status"]
    state = MEANT.get(status["status"], status["status"])
    match status:
        case {"errors": [{"code": int(code)}, *_]} if state == "failed" and (
            meaning := meaning_of(code)
        ):
            failure = meaning.reason
        case _:
            failure = REFUSED if state == "failed" else ""
    return Told(
        provider_id=status["id"],
        status=state,
        at=moment(status["timestamp"]),
        echo=name_in(status, "biz_opaque_callback_data"),
        failure=failure,
        **_person(payload["contact"]),
    )


def written(payload: dict[str, Any]) -> Written | None:
    """What a message says; None for a reaction that was taken back. Raises as `told` does."""
    message = payload["message"]
    kind = name_in(message, "type")
    if kind == "reaction" and not name_in(message.get("reaction"), "emoji"):
        return None
    inside = message.get(kind)
    file = inside if kind in KINDS and isinstance(inside, dict) else {}
    text = _words(kind, message)
    readable = Post.Kind.TEXT if text else Post.Kind.OTHER
    return Written(
        provider_id=message["id"],
        at=moment(message["timestamp"]),
        kind=KINDS[kind] if file else readable,
        text=text,
        media_id=name_in(file, "id"),
        file_type=name_in(file, "mime_type").partition(";")[0],
        reply_to=name_in(message.get("context"), "id")
        or name_in(message.get("reaction"), "message_id"),
        shared_phone=_shared(message),
        **_person(payload["contact"]),
    )


def _words(kind: str, message: dict[str, Any]) -> str:
    """The words of a message of any kind, as one reads them."""
    inside = message.get(kind)
    if kind == "contacts":
        return "\n".join(line for each in _listed(message, kind) if (line := _card(each)))
    if not isinstance(inside, dict):
        return ""
    if kind == "location":
        place = f"{name_in(inside, 'latitude')}, {name_in(inside, 'longitude')}"
        return "\n".join(
            line for line in [name_in(inside, "name"), name_in(inside, "address"), place] if line
        )
    if kind == "interactive":
        chosen = inside.get("button_reply") or inside.get("list_reply")
        return name_in(chosen, "title")
    return next(
        (inside[name] for name in WORDS.get(kind, ()) if isinstance(inside.get(name), str)), ""
    )


def _card(contact: Any) -> str:
    """A contact that somebody sent: the name and the numbers."""
    phones = [name_in(each, "phone", "wa_id") for each in _listed(contact, "phones")]
    name = name_in(contact.get("name"), "formatted_name") if isinstance(contact, dict) else ""
    return " ".join(word for word in [name, *phones] if word)


def _shared(message: dict[str, Any]) -> str:
    """The number that somebody without one gave us when we asked for it."""
    match message:
        case {
            "type": "contacts",
            "origin": "contact_request",
            "contacts": [{"phones": [first, *_]}, *_],
        }:
            return _phone(name_in(first, "wa_id", "phone"))
        case _:
            return ""


def _person(contact: dict[str, str]) -> dict[str, str]:
    """Whom Meta means: a telephone, its own ids, or both; an id may stand for a telephone."""
    phone = _phone(contact["wa_id"])
    user_id = contact["user_id"] or ("" if phone else contact["wa_id"])
    if not (phone or user_id):
        raise ValueError("nobody is named")
    return {"phone": phone, "user_id": user_id, "parent_id": contact["parent_user_id"]}


def _phone(digits: str) -> str:
    """A telephone as we write it; empty where it is none."""
    number = "".join(sign for sign in digits if sign not in "+ -()")
    return (
        f"+{number}"
        if number.isascii() and number.isdecimal() and len(number) <= LARGEST_NUMBER
        else ""
    )


def _listed(group: Any, name: str) -> list[Any]:
    values = group.get(name) if isinstance(group, dict) else None
    return values if isinstance(values, list) else []
