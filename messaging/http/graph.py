"""How Meta's Graph API is spoken to, and what its refusals mean, in words for staff."""

from __future__ import annotations

import logging
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext_noop

from core.calling import NotSent, UnknownFate, client, patience, post, said
from core.later import later

if TYPE_CHECKING:
    import httpx
else:
    httpx = later("httpx")

logger = logging.getLogger(__name__)

AWAY = gettext_noop("WhatsApp cannot be reached.")
REFUSED = gettext_noop("WhatsApp refused the message.")
TRUST = gettext_noop("WhatsApp does not accept our token.")
RIGHTS = gettext_noop("WhatsApp does not let this account send.")
PATIENCE = gettext_noop("WhatsApp asks for patience.")
CLOSED = gettext_noop(
    "Their last WhatsApp message is older than a day: only a prepared text may be sent."
)
NO_WHATSAPP = gettext_noop("This number cannot receive WhatsApp messages.")
UNWANTED = gettext_noop("This person wants no such messages on WhatsApp.")
NO_TEMPLATE = gettext_noop(
    "WhatsApp does not have this text among its templates, or has paused it."
)
OTHER_TEMPLATE = gettext_noop("WhatsApp has this text otherwise among its templates.")
NO_FILE = gettext_noop("WhatsApp does not accept the file.")
NOT_UNDERSTOOD = gettext_noop("WhatsApp did not understand the message.")
MONEY = gettext_noop("WhatsApp waits for a payment of this account.")
NEEDS_PHONE = gettext_noop("WhatsApp sends this only to a telephone number.")


class Refusal(NamedTuple):
    """What a code of Meta's means. `final` when the same message will never pass."""

    reason: str
    final: bool = False
    pause: timedelta | None = None


# Meta's error codes. Others are refusals that may pass; from a server in trouble, unknown.
MEANINGS = {
    0: Refusal(TRUST),
    190: Refusal(TRUST),
    3: Refusal(RIGHTS),
    10: Refusal(RIGHTS),
    33: Refusal(RIGHTS),
    368: Refusal(RIGHTS, pause=timedelta(hours=6)),
    131005: Refusal(RIGHTS),
    131031: Refusal(RIGHTS, pause=timedelta(hours=6)),
    131045: Refusal(RIGHTS),
    133010: Refusal(RIGHTS),
    131042: Refusal(MONEY, pause=timedelta(hours=1)),
    4: Refusal(PATIENCE, pause=timedelta(minutes=10)),
    80007: Refusal(PATIENCE, pause=timedelta(minutes=10)),
    130429: Refusal(PATIENCE, pause=timedelta(seconds=30)),
    131048: Refusal(PATIENCE, pause=timedelta(hours=6)),
    131056: Refusal(
        PATIENCE, pause=timedelta(seconds=10)
    ),  # one message in six seconds to the same person
    131057: Refusal(PATIENCE, pause=timedelta(minutes=10)),
    133016: Refusal(PATIENCE, pause=timedelta(hours=1)),
    131047: Refusal(CLOSED, final=True),
    131026: Refusal(NO_WHATSAPP, final=True),
    131021: Refusal(NO_WHATSAPP, final=True),
    131030: Refusal(NO_WHATSAPP, final=True),
    130497: Refusal(NO_WHATSAPP, final=True),
    130472: Refusal(UNWANTED, final=True),
    131049: Refusal(UNWANTED, final=True),
    131050: Refusal(UNWANTED, final=True),
    131062: Refusal(NEEDS_PHONE, final=True),
    132001: Refusal(NO_TEMPLATE, pause=timedelta(hours=1)),
    132015: Refusal(NO_TEMPLATE, pause=timedelta(hours=3)),
    132016: Refusal(NO_TEMPLATE, final=True),
    132000: Refusal(OTHER_TEMPLATE, final=True),
    132005: Refusal(OTHER_TEMPLATE, final=True),
    132007: Refusal(OTHER_TEMPLATE, final=True),
    132012: Refusal(OTHER_TEMPLATE, final=True),
    132018: Refusal(OTHER_TEMPLATE, final=True),
    131051: Refusal(NOT_UNDERSTOOD, final=True),
    131008: Refusal(NOT_UNDERSTOOD, final=True),
    131009: Refusal(NOT_UNDERSTOOD, final=True),
    100: Refusal(NOT_UNDERSTOOD, final=True),
    131052: Refusal(NO_FILE, final=True),
    131053: Refusal(NO_FILE, final=True),
}
PERMISSIONS = range(200, 300)


class WindowClosed(NotSent):
    """More than a day has passed since the reader wrote: only a template may be sent."""


def meaning_of(code: Any) -> Refusal | None:
    """What a code of Meta's says; None for one that says nothing to us."""
    if not isinstance(code, int):
        return None
    return MEANINGS.get(code) or (Refusal(RIGHTS) if code in PERMISSIONS else None)


def authority() -> dict[str, str]:
    """The header by which Meta knows us."""
    return {"Authorization": f"Bearer {settings.WHATSAPP_TOKEN}"}


def call(path: str, **body: Any) -> dict[str, Any]:
    """What Meta answers to a POST. Raises `NotSent` or `UnknownFate`."""
    return _judged(post(f"{settings.WHATSAPP_URL}/{path}", away=AWAY, headers=authority(), **body))


def ask(path: str, **params: str | int) -> dict[str, Any]:
    """What Meta answers to a GET, which changes nothing. Raises `NotSent`."""
    try:
        return _judged(
            client().get(f"{settings.WHATSAPP_URL}/{path}", headers=authority(), params=params)
        )
    except (httpx.RequestError, UnknownFate) as lost:
        raise NotSent(AWAY) from lost


def _judged(answer: httpx.Response) -> dict[str, Any]:
    body = said(answer)
    if answer.is_success:
        if not body:
            raise UnknownFate  # somebody else answered in Meta's place
        return body
    error = body.get("error")
    code = error.get("code") if isinstance(error, dict) else None
    logger.info("WhatsApp refused: HTTP %s, code %s", answer.status_code, code)
    meaning = meaning_of(code)
    if meaning is None and answer.is_server_error:
        raise UnknownFate  # not a refusal: the message may have arrived, its status will tell
    if meaning is None:
        busy = answer.status_code == HTTPStatus.TOO_MANY_REQUESTS
        raise NotSent(PATIENCE if busy else REFUSED, retry_after=patience(answer))
    kind = WindowClosed if meaning.reason == CLOSED else NotSent
    raise kind(meaning.reason, final=meaning.final, retry_after=patience(answer) or meaning.pause)
