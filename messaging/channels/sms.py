"""SMS: the short text, through a gateway that is paid by the part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from babel.numbers import format_decimal
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.language import language_of_page
from core.webhooks import Element, same, signed
from messaging.channels.addresses import PHONE
from messaging.channels.base import Channel, Cost, Told, Written, register
from messaging.http import gateway_hook
from messaging.http.parts import sms_parts
from messaging.http.sms import by_sms

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.request import HttpHeaders


class Gateway:
    """The gateway's reports and what people answer, proved by a signature or by a bearer secret."""

    def verified(self, _request: HttpRequest) -> None:
        """It never asks."""

    def proved(self, raw: bytes, headers: HttpHeaders) -> bool:
        """By the signature where there is one; by the secret itself only where there is none."""
        secret, signature = settings.SMS_HOOK_SECRET, headers.get(settings.SMS_HOOK_HEADER, "")
        if signature:
            return signed(raw, signature.removeprefix("sha256="), secret=secret)
        return bool(secret) and same(headers.get("Authorization", "").removeprefix("Bearer "), secret)

    def split(self, raw: bytes, headers: HttpHeaders) -> list[Element]:
        """JSON, or the fields of a form."""
        return gateway_hook.split(gateway_hook.read(raw, headers.get("Content-Type", "")))

    def told(self, payload: dict[str, Any]) -> Told:
        """A delivery report."""
        return gateway_hook.told(payload)

    def written(self, payload: dict[str, Any]) -> Written:
        """An answer."""
        return gateway_hook.written(payload)


def _one(parts: int) -> str:
    return ngettext("%(parts)s SMS", "%(parts)s SMS", parts) % {"parts": parts}


def _total(parts: int, longest: int) -> str:
    sentence = ngettext("%(shown)s SMS in all.", "%(shown)s SMS in all, at most %(longest)s for one person.", parts)
    shown = format_decimal(parts, locale=f"{language_of_page()}_MA").replace("\N{NARROW NO-BREAK SPACE}", "\xa0")
    return sentence % {"shown": shown, "longest": longest}


register(
    Channel(
        code="sms",
        label=_("SMS"),
        icon="mobile",
        kind=PHONE,
        better=2,
        for_codes=1,
        send=by_sms,
        configured=lambda: settings.DEMO or bool(settings.SMS_GATEWAY_URL),
        refusal=_("by SMS"),
        cost=Cost(lambda text: sms_parts(text).count, one=_one, total=_total),
        echoes=lambda: bool(settings.SMS_HOOK_SECRET),
        keyed=lambda: settings.SMS_GATEWAY_KEYED,
        hook=Gateway(),
    )
)
