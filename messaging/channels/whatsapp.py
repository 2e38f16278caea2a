"""WhatsApp: the short text, free words within a day of the reader's last word, a template after it."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from core.webhooks import Element, read_json, same, signed
from messaging.channels.addresses import PHONE
from messaging.channels.base import Channel, Told, Written, register
from messaging.http import meta_hook, whatsapp
from messaging.models import Correspondent

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.request import HttpHeaders

LONGEST_CHALLENGE = 200
SIGNATURE = "sha256="


class Meta:
    """Meta's calls: GET proves that the address is ours, POST tells something."""

    def verified(self, request: HttpRequest) -> HttpResponse:
        """The challenge, for whoever knows our token."""
        known, token = settings.WHATSAPP_VERIFY_TOKEN, request.GET.get("hub.verify_token", "")
        if request.GET.get("hub.mode") != "subscribe" or not known or not same(token, known):
            return HttpResponse(status=HTTPStatus.FORBIDDEN)
        challenge = request.GET.get("hub.challenge", "")[:LONGEST_CHALLENGE]
        return HttpResponse(challenge, content_type="text/plain; charset=utf-8")

    def proved(self, raw: bytes, headers: HttpHeaders) -> bool:
        """By a signature with the secret of our app."""
        signature = headers.get("X-Hub-Signature-256", "")
        secret = settings.WHATSAPP_APP_SECRET
        return signature.startswith(SIGNATURE) and signed(raw, signature.removeprefix(SIGNATURE), secret=secret)

    def split(self, raw: bytes, _headers: HttpHeaders) -> list[Element]:
        """What is for our number."""
        return meta_hook.split(read_json(raw))

    def told(self, payload: dict[str, Any]) -> Told:
        """A status."""
        return meta_hook.told(payload)

    def written(self, payload: dict[str, Any]) -> Written | None:
        """A message, or a reaction."""
        return meta_hook.written(payload)


def _free_until(address: str) -> datetime | None:
    known = Correspondent.objects.filter(phone=address) | Correspondent.objects.filter(user_id=address)
    wrote = known.order_by("wrote_at").values_list("wrote_at", flat=True).last()
    return wrote + whatsapp.WINDOW if wrote else None


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
        hook=Meta(),
        free_until=_free_until,
        fetch=lambda media_id: whatsapp.fetch_media(media_id),  # noqa: PLW0108  looked up when it is called
    )
)
