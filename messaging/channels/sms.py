"""SMS: the short text, through a gateway that is paid by the part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.language import babel_locale
from core.later import later
from core.sms_parts import sms_parts
from core.webhooks import Element, same, signed
from messaging.channels.addresses import PHONE
from messaging.channels.base import Channel, Cost, Hook, register
from messaging.http import gateway_hook
from messaging.http.sms import by_sms

if TYPE_CHECKING:
    from babel import numbers
    from django.http.request import HttpHeaders
else:
    numbers = later("babel.numbers")


def _proved(raw: bytes, headers: HttpHeaders) -> bool:
    """By the signature where there is one; by the secret itself only where there is none."""
    secret, signature = settings.SMS_HOOK_SECRET, headers.get(settings.SMS_HOOK_HEADER, "")
    if signature:
        return signed(raw, signature.removeprefix("sha256="), secret=secret)
    return bool(secret) and same(headers.get("Authorization", "").removeprefix("Bearer "), secret)


def _split(raw: bytes, headers: HttpHeaders) -> list[Element]:
    return gateway_hook.split(gateway_hook.read(raw, headers.get("Content-Type", "")))


def _one(parts: int) -> str:
    return ngettext("%(parts)s SMS", "%(parts)s SMS", parts) % {"parts": parts}


def _total(parts: int, longest: int) -> str:
    sentence = ngettext(
        "%(shown)s SMS in all.", "%(shown)s SMS in all, at most %(longest)s for one person.", parts
    )
    text = numbers.format_decimal(parts, locale=babel_locale()).replace(
        "\N{NARROW NO-BREAK SPACE}", "\xa0"
    )
    return sentence % {"shown": text, "longest": longest}


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
        hook=Hook(
            proved=_proved, split=_split, told=gateway_hook.told, written=gateway_hook.written
        ),
    )
)
