"""WhatsApp: the short text; free words within a day of the reader's last, then a template."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from core.webhooks import Element, read_json, same, signed
from messaging.channels.addresses import PHONE
from messaging.channels.base import Channel, Hook, register
from messaging.http import meta_hook, whatsapp

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.request import HttpHeaders

LONGEST_CHALLENGE = 200
SIGNATURE = "sha256="


def _verified(request: HttpRequest) -> HttpResponse:
    """The challenge, for whoever knows our token."""
    known, token = settings.WHATSAPP_VERIFY_TOKEN, request.GET.get("hub.verify_token", "")
    if request.GET.get("hub.mode") != "subscribe" or not known or not same(token, known):
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    challenge = request.GET.get("hub.challenge", "")[:LONGEST_CHALLENGE]
    return HttpResponse(challenge, content_type="text/plain; charset=utf-8")


def _proved(raw: bytes, headers: HttpHeaders) -> bool:
    signature, secret = headers.get("X-Hub-Signature-256", ""), settings.WHATSAPP_APP_SECRET
    return signature.startswith(SIGNATURE) and signed(
        raw, signature.removeprefix(SIGNATURE), secret=secret
    )


def _split(raw: bytes, _headers: HttpHeaders) -> list[Element]:
    return meta_hook.split(read_json(raw))


register(
    Channel(
        code="whatsapp",
        label=_("WhatsApp"),
        icon="whatsapp",
        kind=PHONE,
        better=1,
        for_codes=2,
        send=whatsapp.by_whatsapp,
        configured=lambda: not settings.DEMO and whatsapp.configured(),
        refusal=_("by WhatsApp"),
        takes_files=True,
        names_writers=True,
        echoes=lambda: bool(settings.WHATSAPP_APP_SECRET),
        hook=Hook(
            proved=_proved,
            split=_split,
            told=meta_hook.told,
            written=meta_hook.written,
            verified=_verified,
        ),
        free_until=whatsapp.free_until,
        fetch=lambda media_id: whatsapp.fetch_media(media_id),  # noqa: PLW0108  looked up when it is called
    )
)
