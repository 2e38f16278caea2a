"""The SMS gateway: bearer JSON over HTTPS, as usual in Morocco; its field names are settings."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext_noop

from core.calling import NotSent, UnknownFate, patience, post, said
from core.later import later
from core.sms_parts import sparing
from messaging.models import Message

if TYPE_CHECKING:
    import httpx
else:
    httpx = later("httpx")

AWAY = gettext_noop("The SMS gateway cannot be reached.")
PATIENCE = gettext_noop("The SMS gateway asks for patience.")
REFUSED = gettext_noop("The SMS gateway refused the message.")
TRUST = gettext_noop("The SMS gateway does not accept our token.")
MONEY = gettext_noop("The account at the SMS gateway is empty.")
NOWHERE = gettext_noop("The address of the SMS gateway is wrong.")

# Refusals that somebody can put right; every other 4xx is about this message, and stays.
PASSING = {
    HTTPStatus.UNAUTHORIZED: TRUST,
    HTTPStatus.FORBIDDEN: TRUST,
    HTTPStatus.PAYMENT_REQUIRED: MONEY,
    HTTPStatus.NOT_FOUND: NOWHERE,
    HTTPStatus.METHOD_NOT_ALLOWED: NOWHERE,
    HTTPStatus.REQUEST_TIMEOUT: PATIENCE,
    HTTPStatus.TOO_EARLY: PATIENCE,
    HTTPStatus.TOO_MANY_REQUESTS: PATIENCE,
}
NAMES_OF_ID = ("id", "message_id", "messageId", "sid", "uuid")
INSIDE = ("data", "message", "result", "messages", "results")  # where an answer may keep them
NO = {"error", "failed", "rejected", "ko", "nok"}
LONGEST_ID = 200


def by_sms(message: Message) -> str:
    """Post with our key, so that a gateway that knows keys sends once. Return the gateway's id."""
    if not settings.SMS_GATEWAY_URL:
        raise NotSent(gettext_noop("No SMS gateway is configured."), final=True)
    headers = {
        "Authorization": f"Bearer {settings.SMS_GATEWAY_TOKEN}",
        "Idempotency-Key": message.echo,
    }
    answer = post(settings.SMS_GATEWAY_URL, away=AWAY, json=_words(message), headers=headers)
    _judge(answer)
    return id_of(said(answer))


def _words(message: Message) -> dict[str, Any]:
    fields: dict[str, str] = settings.SMS_FIELDS
    to = message.address if settings.SMS_PLUS else message.address.removeprefix("+")
    values = {
        "to": to,
        "message": sparing(message.body),
        "from": settings.SMS_SENDER,
        "reference": message.echo,
    }
    return dict(settings.SMS_EXTRA) | {
        fields[name]: word for name, word in values.items() if fields.get(name)
    }


def _judge(answer: httpx.Response) -> None:
    """Return if the gateway took the message. Raises what came of it otherwise."""
    if answer.status_code in PASSING:
        raise NotSent(PASSING[HTTPStatus(answer.status_code)], retry_after=patience(answer))
    if answer.status_code == HTTPStatus.CONFLICT and settings.SMS_GATEWAY_KEYED:
        raise UnknownFate  # it is still busy with this very message
    if answer.is_client_error:
        raise NotSent(REFUSED, final=True)
    if answer.is_redirect:
        raise NotSent(NOWHERE)
    if not answer.is_success:
        raise UnknownFate
    body = said(answer)
    if body.get("success") is False or str(body.get("status", "")).lower() in NO:
        raise NotSent(REFUSED)


def id_of(body: Any) -> str:
    """The id that a gateway gave a message, wherever it says it; empty where it does not."""
    if isinstance(body, list):
        return id_of(body[0]) if body else ""
    if not isinstance(body, dict):
        return ""
    for name in NAMES_OF_ID:
        if isinstance(body.get(name), str | int) and body[name]:
            return str(body[name])[:LONGEST_ID]
    return next((inner for name in INSIDE if (inner := id_of(body.get(name)))), "")
